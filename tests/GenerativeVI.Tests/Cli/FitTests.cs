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
        Assert.Equal((CommandLine.Done, ""), (words.Code, words.Error));
        var result = JsonDocument.Parse(words.Output).RootElement;
        // A straight line between the rings' rows would miss about half.
        Assert.InRange(result.GetProperty("error").GetDouble(), 0, 0.12);
        Assert.InRange(result.GetProperty("nll").GetDouble(), 0, 0.5);
        Assert.Equal(method == "rvm", result.TryGetProperty("vectors", out var vectors) && vectors.GetInt32() < 40);
    }

    [Fact]
    public void Numbers_AreLearnedInTheirUnit()
    {
        var random = new Random(1);
        var rows = Enumerable.Range(0, 150).Select(_ => random.NextDouble() * 6).Select(x => string.Create(CultureInfo.InvariantCulture, $"{x},{1000 + 200 * Math.Sin(x) + 10 * random.NextDouble()}"));
        var words = Words.Of("fit", "rvm", "--table", Write("t.csv", "x,t\n" + string.Join('\n', rows)), "--target", "t", "--test-share", "0.2", "--json");
        Assert.Equal((CommandLine.Done, ""), (words.Code, words.Error));
        var result = JsonDocument.Parse(words.Output).RootElement;
        Assert.InRange(result.GetProperty("rmse").GetDouble(), 2, 5);
        // Uniform noise of ± 5 has a standard deviation of 2.9.
        Assert.InRange(result.GetProperty("nll").GetDouble(), 2.2, 3);
        Assert.Equal(30, result.GetProperty("test").GetInt32());
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
