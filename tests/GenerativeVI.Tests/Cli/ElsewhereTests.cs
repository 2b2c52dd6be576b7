using System.Diagnostics;
using System.Globalization;
using GenerativeVI.Cli;

namespace GenerativeVI.Tests.Cli;

/// <summary>The same command in other places: folders of any name, moved runs, other locales and time zones, and
/// outputs that nobody reads to their end.</summary>
public sealed class ElsewhereTests(TinyRun tiny) : IClassFixture<TinyRun>
{
    [Fact]
    public void ARunOfAnyName_IsMoved_AndGoesOnWithOtherThreads()
    {
        var data = Directory.CreateDirectory(Path.Combine(tiny.Root, "größe 'x' 日本")).FullName;
        File.Copy(tiny.Images, Path.Combine(data, "bilder ü-idx3-ubyte"));
        var run = Path.Combine(data, "läufe", "é — 1");
        string[] train = tiny.Train(run, epochs: 1);
        train[Array.IndexOf(train, "--data") + 1] = Path.Combine(data, "bilder ü-idx3-ubyte");
        Assert.Equal(CommandLine.Done, Gvi.Run(train).Code);

        var moved = Path.Combine(tiny.Root, "moved");
        Directory.Move(data, moved);
        run = Path.Combine(moved, "läufe", "é — 1");
        var words = Gvi.Run("train", "--resume", run, "--epochs", "2", "--threads", "2", "--data-dir", moved);
        Assert.Equal(CommandLine.Done, words.Code);
        Assert.Contains("epoch 2/2", words.Output);
        Assert.Equal(CommandLine.Done, Gvi.Run("sample", run, "--out", Path.Combine(moved, "ü.png")).Code);
        Assert.True(File.Exists(Path.Combine(moved, "ü.png")));
    }

    [Fact]
    public void ANameThatIsTooLong_IsOneSentence()
    {
        var run = Path.Combine(tiny.Root, new string('y', 300));
        var words = Gvi.Run([.. tiny.Train(run, epochs: 1), "--quiet"]);
        words.AssertRefused(CommandLine.Failed, "yyy");
    }

    [Fact]
    public void LocaleAndTimeZone_ChangeNothing()
    {
        string[] evaluate = ["evaluate", tiny.Run, "--samples", "3", "--threads", "1"];
        var elsewhere = new Dictionary<string, string>
        {
            ["LANG"] = "de_DE.UTF-8", ["LC_ALL"] = "de_DE.UTF-8", ["TZ"] = "Pacific/Kiritimati",
        };
        Assert.Equal(Gvi.Run(evaluate).LastLine, Gvi.Run(Gvi.Home, evaluate, elsewhere).LastLine);
    }

    /// <summary>Where a comma is the decimal point of the current culture, tables are read and written as ever.</summary>
    [Fact]
    public void ACultureOfDecimalCommas_ChangesNoFit()
    {
        var table = Path.Combine(tiny.Root, "t.csv");
        File.WriteAllLines(table, ["a,t", .. Enumerable.Range(0, 40).Select(row => $"{row % 2}.{row % 7},{row % 2}")]);
        string[] fit = ["fit", "rvm", "--table", table, "--target", "t", "--width", "1", "--json"];
        var (expected, culture) = (Words.Of(fit), CultureInfo.CurrentCulture);
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("")
            {
                NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "−", PercentDecimalSeparator = "," },
            };
            Assert.Equal(expected.Output, Words.Of(fit).Output);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
        Assert.Equal(CommandLine.Done, expected.Code);
    }

    [Theory]
    [InlineData("fit", "rvm", "--width", "1")]
    [InlineData("fit", "bnn", "--epochs", "3")]
    [InlineData("fit", "logistic", "--steps", "20")]
    public void APipeThatIsClosed_EndsNoFit_AndFilesAreWhole(params string[] fit)
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "there is no shell here.");
        var table = Path.Combine(tiny.Root, "pipe.csv");
        File.WriteAllLines(table, ["a,t", .. Enumerable.Range(0, 40).Select(row => $"{row % 2}.{row % 7},{row % 2}")]);
        var kept = Path.Combine(tiny.Root, $"{fit[1]}.html");
        string[] result = fit[1] == "logistic" ? ["--out", kept] : ["--report", kept];
        string[] words = ["dotnet", Path.Combine(Gvi.Home, "gvi.dll"), .. fit, "--table", table, "--target", "t", .. result];
        var command = string.Join(' ', words.Select(word => $"'{word}'"));
        // The reader ends at once; what is left to say cannot be said.
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", $"({command}; echo code $? >&2) | true"])
        {
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        // Some systems tell of it, others do not.
        Assert.True(error.Contains($"code {CommandLine.Done}", StringComparison.Ordinal)
            || error.Contains("standard output cannot be written", StringComparison.Ordinal), error);
        Assert.DoesNotContain("   at ", error);
        Assert.DoesNotContain("disk", error);
        Assert.True(File.Exists(fit[1] == "logistic" ? Path.Combine(kept, "fit.json") : kept), error);
    }
}
