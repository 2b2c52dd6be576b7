using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Reporting;

/// <summary>The report as a browser shows it, with scripting and without. GENERATIVEVI_SCREENSHOTS names a folder for pictures to look at.</summary>
public sealed class ReportInBrowserTests(ReportedRuns runs) : IClassFixture<ReportedRuns>
{
    private const string ImagesShown =
        "[...document.images].every(image => image.complete && image.naturalWidth > 0 && image.getBoundingClientRect().width > 50)";

    // The colour of the first curve is looked for in the canvas.
    private const string CurvesDrawn = """
        [...document.querySelectorAll('.chart')].every(chart => {
          const canvas = chart.querySelector('.uplot canvas');
          const wanted = getComputedStyle(document.documentElement).getPropertyValue('--c0').trim().slice(1).match(/../g).map(pair => parseInt(pair, 16));
          const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
          let found = 0;
          for (let i = 0; i < pixels.length; i += 4) if (pixels[i + 3] > 200 && wanted.every((value, c) => Math.abs(pixels[i + c] - value) < 12)) found++;
          return found > 20;
        })
        """;

    // The first run has several epochs: its curves have a length on the screen.
    private const string StillCurvesDrawn =
        "[...document.querySelectorAll('.chart')].every(chart => chart.querySelector('svg .line').getBoundingClientRect().width > 100)";

    public static TheoryData<bool, bool> Pages => new() { { false, false }, { false, true }, { true, false } };

    private const string Charts = "document.querySelectorAll('.chart').length", Images = "document.images.length";

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task WithScripting_CurvesAreDrawnAndImagesShownAndNothingIsAskedFor(bool all, bool dark)
    {
        var page = await Look(all, scripting: true, dark, 1280, ImagesShown, Images, Charts, CurvesDrawn, "document.querySelectorAll('.chart svg').length");
        AssertShownAlone(page);
        Assert.True(page.Values[2].GetValue<int>() >= 4);
        Assert.True(page.Values[3].GetValue<bool>());
        Assert.Equal(0, page.Values[4].GetValue<int>());
        await Keep(page, $"{Name(all)}-{(dark ? "dark" : "light")}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WithoutScripting_StillCurvesAndImagesAreShown(bool all)
    {
        var page = await Look(all, scripting: false, dark: false, 1280, ImagesShown, Images, "document.querySelectorAll('canvas').length", StillCurvesDrawn);
        AssertShownAlone(page);
        Assert.Equal(0, page.Values[2].GetValue<int>());
        Assert.True(page.Values[3].GetValue<bool>());
        await Keep(page, $"{Name(all)}-still");
    }

    [Fact]
    public async Task OnANarrowScreen_NothingStandsOut()
    {
        var page = await Look(all: true, scripting: true, dark: false, 400, "document.documentElement.scrollWidth <= innerWidth");
        Assert.True(page.Values[0].GetValue<bool>());
        await Keep(page, "several-narrow");
    }

    /// <summary>What these tests see would be seen: a page that asks a host, and one whose script fails.</summary>
    [Fact]
    public async Task APageThatAsksAndFails_IsCaught()
    {
        Browser.RequirePresent();
        using var folder = new TempFolder();
        var file = folder.Write("bad.html", "<img src='http://127.0.0.1:1/a.png'><script>nothing.there()</script>");
        var page = await Browser.Look(file, scripting: true, dark: false, 400, Images, ImagesShown);
        Assert.Contains("http://127.0.0.1:1/a.png", page.Requests);
        Assert.Contains(page.Complaints, complaint => complaint.Contains("nothing is not defined", StringComparison.Ordinal));
        Assert.Equal((1, false), (page.Values[0].GetValue<int>(), page.Values[1].GetValue<bool>()));
    }

    private static string Name(bool all) => all ? "several" : "one";

    // Of a look whose first values are whether the images are shown and how many there are.
    private static void AssertShownAlone(Sight page)
    {
        Assert.True(page.Values[0].GetValue<bool>());
        Assert.True(page.Values[1].GetValue<int>() >= 4);
        Assert.Empty(page.Complaints);
        Assert.Single(page.Requests, address => !address.StartsWith("data:", StringComparison.Ordinal));
    }

    private static async Task Keep(Sight page, string name)
    {
        if (Environment.GetEnvironmentVariable("GENERATIVEVI_SCREENSHOTS") is { Length: > 0 } folder)
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}.png"), page.Picture, TestContext.Current.CancellationToken);
    }

    private Task<Sight> Look(bool all, bool scripting, bool dark, int width, params string[] expressions)
    {
        Browser.RequirePresent();
        return Browser.Look(all ? runs.AllFile : runs.OneFile, scripting, dark, width, expressions);
    }
}
