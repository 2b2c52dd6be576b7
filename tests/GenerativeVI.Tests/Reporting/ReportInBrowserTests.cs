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

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task WithScripting_CurvesAreDrawnAndImagesShownAndNothingIsAskedFor(bool all, bool dark)
    {
        await using var page = await Open(all, scripting: true, dark);
        Assert.True((await page.Evaluate("document.querySelectorAll('.chart').length")).GetValue<int>() >= 4);
        Assert.True((await page.Evaluate(CurvesDrawn)).GetValue<bool>());
        Assert.Equal(0, (await page.Evaluate("document.querySelectorAll('.chart svg').length")).GetValue<int>());
        await AssertShownAlone(page);
        await Keep(page, $"{Name(all)}-{(dark ? "dark" : "light")}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WithoutScripting_StillCurvesAndImagesAreShown(bool all)
    {
        await using var page = await Open(all, scripting: false, dark: false);
        Assert.Equal(0, (await page.Evaluate("document.querySelectorAll('canvas').length")).GetValue<int>());
        Assert.True((await page.Evaluate(StillCurvesDrawn)).GetValue<bool>());
        await AssertShownAlone(page);
        await Keep(page, $"{Name(all)}-still");
    }

    [Fact]
    public async Task OnANarrowScreen_NothingStandsOut()
    {
        await using var page = await Open(all: true, scripting: true, dark: false, width: 400);
        Assert.True((await page.Evaluate("document.documentElement.scrollWidth <= innerWidth")).GetValue<bool>());
        await Keep(page, "several-narrow");
    }

    private static string Name(bool all) => all ? "several" : "one";

    private static async Task AssertShownAlone(Chromium page)
    {
        Assert.True((await page.Evaluate("document.images.length")).GetValue<int>() >= 4);
        Assert.True((await page.Evaluate(ImagesShown)).GetValue<bool>());
        Assert.Empty(page.Complaints);
        Assert.Single(page.Requests, address => !address.StartsWith("data:", StringComparison.Ordinal));
    }

    private static async Task Keep(Chromium page, string name)
    {
        if (Environment.GetEnvironmentVariable("GENERATIVEVI_SCREENSHOTS") is { Length: > 0 } folder)
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}.png"), await page.Screenshot(), TestContext.Current.CancellationToken);
    }

    private async Task<Chromium> Open(bool all, bool scripting, bool dark, int width = 1280)
    {
        Assert.SkipWhen(Chromium.Program is null, "there is no chromium on this machine; install it, or name one in GENERATIVEVI_CHROMIUM.");
        return await Chromium.Open(all ? runs.AllFile : runs.OneFile, scripting, dark, width);
    }
}
