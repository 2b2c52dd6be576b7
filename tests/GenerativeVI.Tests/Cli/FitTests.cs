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
        string[] own = method == "bnn" ? ["--epochs", "60", "--samples", "60"] : [];
        var words = Words.Of(["fit", method, "--table", train, "--test", test, "--target", "kind", .. own, "--json"]);
        Assert.Equal(CommandLine.Done, words.Code);
        Assert.StartsWith("10 %", words.Error);
        var result = JsonDocument.Parse(words.Output).RootElement;
        // A straight line between the rings' rows would miss about half.
        Assert.InRange(result.GetProperty("error").GetDouble(), 0, 0.12);
        Assert.InRange(result.GetProperty("nll").GetDouble(), 0, 0.5);
        Assert.Equal(method == "rvm", result.TryGetProperty("vectors", out var vectors) && vectors.GetInt32() < 40);
        Assert.Equal(["inner", "outer"], result.GetProperty("classes").EnumerateArray().Select(one => one.GetProperty("name").GetString()!));
        if (method == "bnn")
        {
            var bound = result.GetProperty("bound");
            Assert.Equal("lower bound", bound.GetProperty("kind").GetString());
            Assert.Equal(60, bound.GetProperty("samples").GetInt32());
            Assert.InRange(bound.GetProperty("se").GetDouble(), 1e-6, 0.1);
            Assert.InRange(bound.GetProperty("value").GetDouble(), -2, 0);
        }
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

    /// <summary>Of six inputs two matter: the machine on the inputs says which, for numbers and for classes, in text, JSON and report.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WithoutAKernel_TheInputsThatDoNotMatterAreNamed(bool classes)
    {
        var random = new Random(3);
        double Normal() => Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6;
        var lines = Enumerable.Range(0, 300).Select(_ => Enumerable.Range(0, 6).Select(_ => Normal()).ToArray()).Select(x =>
        {
            var u = 2 * x[1] - 1.5 * x[4] + 0.3 * Normal();
            return string.Join(',', x.Select(value => value.ToString("F6", CultureInfo.InvariantCulture)).Append(classes ? (u > 0 ? "yes" : "no") : u.ToString("F6", CultureInfo.InvariantCulture)));
        });
        var table = Write("six.csv", "a,b,c,d,e,f,y\n" + string.Join('\n', lines));
        string[] command = ["fit", "rvm", "--table", table, "--target", "y", "--kernel", "none", "--report", Path.Combine(folder.Path, "six.html")];
        var words = Words.Of(command);
        Assert.Equal(CommandLine.Done, words.Code);
        Assert.Contains("of 6 inputs matter", words.LastLine);
        var columns = JsonDocument.Parse(Words.Of([.. command, "--json"]).Output).RootElement.GetProperty("columns").EnumerateArray().ToDictionary(column => column.GetProperty("name").GetString()!);
        // By chance the evidence gains a little by one input in three that does not matter.
        var pruned = columns.Where(column => column.Value.GetProperty("pruned").GetBoolean()).Select(column => column.Key).Order().ToArray();
        Assert.Contains($"pruned: {string.Join(", ", pruned)}", words.Output);
        Assert.InRange(pruned.Length, 1, 4);
        Assert.Empty(pruned.Intersect(["b", "e"]));
        var (b, e) = (Weight("b"), Weight("e"));
        Assert.True(b > 0 && e < 0);
        Assert.InRange(b / -e, 1.1, 1.6);
        Assert.Contains($"<td>{pruned[0]}</td><td class=\"n\">pruned</td>", File.ReadAllText(Path.Combine(folder.Path, "six.html")));
        Words.Of([.. command, "--width", "1"]).AssertRefused(CommandLine.Misused, "--width: no kernel has none");

        double Weight(string name) => Assert.Single(columns[name].GetProperty("weights").EnumerateArray()).GetProperty("mean").GetDouble();
    }

    /// <summary>w̃ as a number, in a file and learned: what is pruned is said to be at the prior's mean, and a learned one is told with its evidence.</summary>
    [Fact]
    public void PriorMean_IsANumber_AFileOrLearned()
    {
        var random = new Random(3);
        var lines = Enumerable.Range(0, 120).Select(_ => Enumerable.Range(0, 4).Select(_ => random.NextDouble() * 4 - 2).ToArray()).Select(x =>
            string.Join(',', x.Append(0.8 * x.Sum() + random.NextDouble() - 0.5).Select(value => value.ToString("F6", CultureInfo.InvariantCulture))));
        var table = Write("four.csv", "a,b,c,d,y\n" + string.Join('\n', lines));
        string[] command = ["fit", "rvm", "--table", table, "--target", "y", "--task", "numbers", "--kernel", "none"];
        double Evidence(params string[] more) =>
            JsonDocument.Parse(Words.Of([.. command, "--json", .. more]).Output).RootElement.GetProperty("evidence").GetProperty("value").GetDouble();
        var file = Write("means.txt", "0.5\n0.5\n0.5\n0.5\n");
        Assert.Equal(Evidence("--prior-mean", "0.5"), Evidence("--prior-mean", file), 1e-6);
        Assert.True(Evidence("--prior-mean", "learned") >= Math.Max(Evidence(), Evidence("--prior-mean", "0.5")) - 0.01);
        var learned = JsonDocument.Parse(Words.Of([.. command, "--json", "--prior-mean", "learned"]).Output).RootElement.GetProperty("prior_mean");
        Assert.True(learned.GetProperty("learned").GetBoolean());
        Assert.InRange(Assert.Single(learned.GetProperty("values").EnumerateArray()).GetDouble(), 0.3, 0.7);
        Assert.Contains("the prior's mean by empirical Bayes", Words.Of([.. command, "--prior-mean", "learned"]).Output, StringComparison.Ordinal);
        Words.Of([.. command, "--prior-mean", "nowhere.txt"]).AssertRefused(CommandLine.Misused, "--prior-mean: expected a number, the name of a file, or learned");
        Words.Of([.. command[..^2], "--prior-mean", "1"]).AssertRefused(CommandLine.Misused, "--prior-mean: with a kernel", "--kernel none");
        string[] network = ["fit", "bnn", "--table", table, "--target", "y", "--task", "numbers", "--epochs", "2", "--hidden", "3"];
        Words.Of([.. network, "--prior", "horseshoe", "--prior-mean", "1"]).AssertRefused(CommandLine.Misused, "--prior-mean: the prior horseshoe is around 0");
        Words.Of([.. network, "--prior", "ard", "--prior-mean", "learned"]).AssertRefused(CommandLine.Misused, "--prior-mean: with ard");
        Words.Of([.. network, "--posterior", "sivi", "--prior-mean", "1"]).AssertRefused(CommandLine.Misused, "--prior-mean: a posterior over all weights");
        Assert.Equal(2, JsonDocument.Parse(Words.Of([.. network, "--prior-mean", "learned", "--json"]).Output).RootElement.GetProperty("prior_mean").GetProperty("values").GetArrayLength());
    }

    /// <summary>Forty rows in eight dimensions whose classes are half noise: the evidence takes a kernel that remembers them, and says so with what held-out rows say.</summary>
    [Fact]
    public void AWidthByEvidence_ThatRemembersRows_IsWarnedOf()
    {
        var random = new Random(5);
        var lines = Enumerable.Range(0, 150).Select(_ => Enumerable.Range(0, 8).Select(_ => random.NextDouble() * 4 - 2).ToArray()).Select(x =>
            string.Join(',', x.Select(value => value.ToString("F6", CultureInfo.InvariantCulture)).Append(x[0] + x[1] + 4 * (random.NextDouble() - 0.5) > 0 ? "yes" : "no")));
        var table = Write("eight.csv", "a,b,c,d,e,f,g,h,y\n" + string.Join('\n', lines));
        var words = Words.Of("fit", "rvm", "--table", table, "--target", "y", "--width-by", "evidence", "--json");
        Assert.Equal(CommandLine.Done, words.Code);
        Assert.Contains("of the greatest evidence remembers rows", words.Error);
        var result = JsonDocument.Parse(words.Output).RootElement;
        Assert.Contains("choose by held-out rows", result.GetProperty("warning").GetString());
        var search = result.GetProperty("search").EnumerateArray().ToArray();
        var chosen = search.Single(trial => trial.GetProperty("width").GetDouble() == result.GetProperty("width").GetDouble());
        Assert.Equal(search.Max(trial => trial.GetProperty("evidence").GetDouble()), chosen.GetProperty("evidence").GetDouble());
        Assert.True(search.Where(trial => trial.GetProperty("held_out_loss").ValueKind == JsonValueKind.Number).Min(trial => trial.GetProperty("held_out_loss").GetDouble()) < chosen.GetProperty("held_out_loss").GetDouble() - 0.05);
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(Words.Of("fit", "rvm", "--table", table, "--target", "y", "--json").Output).RootElement.GetProperty("warning").ValueKind);
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

    [Theory]
    [InlineData("mean-field", "ard")]
    [InlineData("full-covariance", "group-ard")]
    [InlineData("sivi", "group-ard")]
    [InlineData("layers", "group-ard")]
    public void RelevanceOfWeights_GoesWithPosteriorsOverAllOfThem(string posterior, string prior)
    {
        var (train, test) = (Write("train.csv", Rings(400, 1)), Write("test.csv", Rings(80, 2)));
        var words = Words.Of("fit", "bnn", "--table", train, "--test", test, "--target", "kind", "--hidden", "10", "--epochs", "60", "--samples", "40", "--posterior", posterior, "--prior", prior, "--json");
        Assert.Equal(CommandLine.Done, words.Code);
        var result = JsonDocument.Parse(words.Output).RootElement;
        Assert.Equal("lower bound", result.GetProperty("bound").GetProperty("kind").GetString());
        Assert.InRange(result.GetProperty("bound").GetProperty("value").GetDouble(), -1.2, 0);
    }

    [Fact]
    public void OptionsThatMeanNothingTogether_AreRefused()
    {
        var table = Write("t.csv", "x,t\n1,2.5\n2,3.5\n3,4.5\n");
        Refused("--width: the kernel linear has none", "rvm", "--kernel", "linear", "--width", "1");
        Refused("--width-by: there is no width to search for with the kernel linear", "rvm", "--kernel", "linear", "--width-by", "evidence");
        Refused("--width-by: there is no width to search for with --width", "rvm", "--width", "1", "--width-by", "evidence");
        Refused("--scales: the kernel linear has none", "rvm", "--kernel", "linear", "--scales", "evidence");
        Refused("--degree: the kernel rbf has none", "rvm", "--degree", "2");
        Refused("--prior: the posterior kivi has a prior of its own, or no density", "bnn", "--posterior", "kivi", "--prior", "ard");
        Refused("--prior: horseshoe is a prior of layers", "bnn", "--posterior", "sivi", "--prior", "horseshoe");
        Refused("--candidates: without a kernel no rows become vectors", "rvm", "--kernel", "none", "--candidates", "5");
        Refused("--family: a posterior over all weights at once has no layers", "bnn", "--posterior", "sivi", "--family", "low-rank");
        Refused("--draws: normal layers take one draw a row", "bnn", "--draws", "3");
        Refused("--prior-scale: the prior ard has no scale", "bnn", "--prior", "ard", "--prior-scale", "1");
        Refused("--evaluation: the mean draws nothing", "bnn", "--evaluation", "mean");
        Refused("--hidden: expected widths of at least 1, got 5,0.", "bnn", "--hidden", "5,0");
        Refused("--report: expected a name that ends in .html", "rvm", "--report", "report.txt");
        Refused("multiclass: \"t\" is a number and no class", "rvm", "--multiclass", "softmax", "--task", "numbers", "--test", table);
        Refused("expectation: \"t\" is a number", "rvm", "--expectation", "jaakkola-jordan", "--task", "numbers", "--test", table);
        Refused("--encoding: expected an encoding such as latin1", "rvm", "--encoding", "latin9000");
        Refused("--test-share: the test rows are given already", "rvm", "--test", table, "--test-share", "0.5");

        void Refused(string sentence, string method, params string[] options) => Words.Of(["fit", method, "--table", table, "--target", "t", .. options]).AssertRefused(sentence[0] == '-' ? CommandLine.Misused : CommandLine.Failed, sentence);
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
