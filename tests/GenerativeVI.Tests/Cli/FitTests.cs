using System.Globalization;
using System.Text;
using System.Text.Json;
using GenerativeVI.Cli;
using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Cli;

public sealed class FitTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("rvm")]
    [InlineData("bnn")]
    public void Classes_AreLearnedFromATable(string method)
    {
        var (train, test) = (Write("train.csv", Rings(120, 1)), Write("test.csv", Rings(80, 2)));
        string[] own = method == "bnn" ? ["--epochs", "60", "--samples", "50"] : [];
        var words = Words.Of(["fit", method, "--table", train, "--test", test, "--target", "kind", .. own, "--json"]);
        Assert.Equal(CommandLine.Done, words.Code);
        Assert.StartsWith("10 %", words.Error);
        var result = JsonDocument.Parse(words.Output).RootElement;
        // A straight line between the rings' rows would miss about half.
        Assert.InRange(result.GetProperty("error").GetDouble(), 0, 0.12);
        Assert.InRange(result.GetProperty("nll").GetDouble(), 0, 0.5);
        Assert.Equal(method == "rvm", result.TryGetProperty("vectors", out var vectors) && vectors.GetInt32() < 40);
        Assert.Equal(["inner", "outer"], result.GetProperty("classes").EnumerateArray().Select(one => one.GetProperty("name").GetString()!));
        if (method == "rvm") Assert.Equal("lower", result.GetProperty("evidence").GetProperty("kind").GetString());
    }

    [Fact]
    public void Numbers_AreLearnedInTheirUnit()
    {
        var random = new Random(1);
        var rows = Enumerable.Range(0, 150).Select(_ => random.NextDouble() * 6).Select(x => string.Create(CultureInfo.InvariantCulture, $"{x},{1000 + 200 * Math.Sin(x) + 10 * random.NextDouble()}"));
        var words = Words.Of("fit", "rvm", "--table", Write("t.csv", "x,t\n" + string.Join('\n', rows)), "--target", "t", "--test-share", "0.2", "--json");
        Assert.Equal(CommandLine.Done, words.Code);
        Assert.EndsWith("100 %\n", words.Error);
        var result = JsonDocument.Parse(words.Output).RootElement;
        Assert.InRange(result.GetProperty("rmse").GetDouble(), 2, 5);
        // Uniform noise of ± 5 has a standard deviation of 2.9.
        Assert.InRange(result.GetProperty("nll").GetDouble(), 2.2, 3);
        Assert.Equal(30, result.GetProperty("test").GetInt32());
    }

    /// <summary>Every kind of fit that the options can ask for, on rings of three classes' words and on numbers, with its report.</summary>
    [Theory]
    [InlineData("kind", "--kernel", "polynomial", "--degree", "2")]
    [InlineData("kind", "--kernel", "polynomial", "--update", "em", "--expectation", "jaakkola-jordan", "--covariance", "diagonal")]
    [InlineData("kind", "--width", "1", "--batch", "40")]
    [InlineData("x", "--kernel", "linear", "--update", "gradient")]
    public void Relevance_HasItsParts_AndAReport(string target, params string[] options)
    {
        var page = Path.Combine(folder.Path, "report.html");
        var words = Words.Of(["fit", "rvm", "--table", Write("train.csv", Rings(80, 1)), "--test", Write("test.csv", Rings(40, 2)), "--target", target, .. options, "--report", page, "--json"]);
        Assert.Equal(CommandLine.Done, words.Code);
        var result = JsonDocument.Parse(words.Output).RootElement;
        if (target == "kind") Assert.InRange(result.GetProperty("error").GetDouble(), 0, 0.15);
        Assert.Equal(target == "kind" ? "lower" : "exact", result.GetProperty("evidence").GetProperty("kind").GetString());
        Assert.Equal(0, result.GetProperty("jitter").GetDouble());
        var html = File.ReadAllText(page);
        Assert.Contains(target == "kind" ? "Reliability" : "Coverage", html);
        Assert.Equal(target == "kind", html.Contains("<td>inner</td><td class=\"n\">20</td>", StringComparison.Ordinal));
        Assert.Contains("<circle", html);
    }

    [Theory]
    [InlineData("ard", "local-reparameterization")]
    [InlineData("scale-mixture", "flipout")]
    [InlineData("horseshoe", "shared-sample")]
    [InlineData("log-uniform", "sample-each")]
    public void Layers_HaveTheirPriorsAndEvaluations(string prior, string evaluation)
    {
        // Of few rows a sparse prior learns that nothing pays.
        var (train, test) = (Write("train.csv", Rings(800, 1)), Write("test.csv", Rings(80, 2)));
        var words = Words.Of("fit", "bnn", "--table", train, "--test", test, "--target", "kind", "--hidden", "20", "--epochs", "60", "--samples", "50", "--prior", prior, "--evaluation", evaluation, "--json");
        Assert.Equal(CommandLine.Done, words.Code);
        var result = JsonDocument.Parse(words.Output).RootElement;
        Assert.InRange(result.GetProperty("error").GetDouble(), 0, 0.2);
        Assert.Equal(prior != "log-uniform", result.TryGetProperty("bound", out _));
    }

    [Fact]
    public void OptionsThatMeanNothingTogether_AreRefused()
    {
        var table = Write("t.csv", "x,t\n1,2.5\n2,3.5\n3,4.5\n");
        Refused("--width: the kernel linear has none", "rvm", "--kernel", "linear", "--width", "1");
        Refused("--width-by: there is no width to search for with the kernel linear", "rvm", "--kernel", "linear", "--width-by", "evidence");
        Refused("--width-by: there is no width to search for with --width", "rvm", "--width", "1", "--width-by", "evidence");
        Refused("--degree: the kernel rbf has none", "rvm", "--degree", "2");
        Refused("--family: a posterior over all weights at once has no layers", "bnn", "--posterior", "sivi", "--family", "low-rank");
        Refused("--draws: normal layers take one draw a row", "bnn", "--draws", "3");
        Refused("--prior-scale: the prior ard has no scale", "bnn", "--prior", "ard", "--prior-scale", "1");
        Refused("--evaluation: the mean draws nothing", "bnn", "--evaluation", "mean");
        Refused("--hidden: expected widths of at least 1, got 5,0.", "bnn", "--hidden", "5,0");
        Refused("--report: expected a name that ends in .html", "rvm", "--report", "report.txt");
        Refused("--test-share: the test rows are given already", "rvm", "--test", table, "--test-share", "0.5");

        void Refused(string sentence, string method, params string[] options) => Words.Of(["fit", method, "--table", table, "--target", "t", .. options]).AssertRefused(CommandLine.Misused, sentence);
    }

    [Fact]
    public void IndexFiles_AreNamed_WhereTheyGoBeyondTheTable_OrShareARow()
    {
        var table = Write("t.csv", "x,t\n" + string.Join('\n', Enumerable.Range(0, 12).Select(i => $"{i},{i * i}.5")));
        var (train, beyond, shared) = (Write("train", "0\n1\n2\n3\n"), Write("beyond", "4\n12\n"), Write("shared", "3\n5\n"));
        Words.Of("fit", "rvm", "--table", table, "--target", "t", "--train-index", train, "--test-index", beyond).AssertRefused(CommandLine.Failed, "beyond: expected row numbers from 0 to 11", "found 12");
        Words.Of("fit", "rvm", "--table", table, "--target", "t", "--train-index", train, "--test-index", shared).AssertRefused(CommandLine.Failed, "shared: expected rows that do not train, found row 3");
    }

    [Fact]
    public void Mistakes_AreNamed()
    {
        var table = Write("t.csv", "x,t\n1,2.5\n,3.5\n");
        Assert.Contains("line 3, column \"x\": expected a value, found none", Words.Of("fit", "rvm", "--table", table, "--test", table, "--target", "t").Error);
        Assert.Contains("--train-index and --test-index go together.", Words.Of("fit", "bnn", "--table", table, "--train-index", table, "--target", "t").Error);
        Assert.Contains("expected a column named \"price\", found x, t.", Words.Of("fit", "rvm", "--table", table, "--test", table, "--target", "price").Error);
    }

    private string Write(string name, string content) => folder.Write(name, Encoding.UTF8.GetBytes(content));

    private static string Rings(int count, int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder("x,y,kind\n");
        for (var i = 0; i < count; i++)
        {
            var (angle, radius) = (random.NextDouble() * 2 * Math.PI, (i % 2 == 0 ? 1 : 2.2) + 0.25 * (random.NextDouble() - 0.5));
            text.AppendLine(CultureInfo.InvariantCulture, $"{radius * Math.Cos(angle)},{radius * Math.Sin(angle)},{(i % 2 == 0 ? "inner" : "outer")}");
        }
        return text.ToString();
    }
}
