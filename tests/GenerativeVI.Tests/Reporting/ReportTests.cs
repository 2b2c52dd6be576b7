using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using GenerativeVI.Data;

namespace GenerativeVI.Tests.Reporting;

public sealed partial class ReportTests(ReportedRuns runs) : IClassFixture<ReportedRuns>
{
    private string One => File.ReadAllText(runs.OneFile);

    private string All => File.ReadAllText(runs.AllFile);

    [Fact]
    public void Everything_ThatLoadsOrRunsIsInTheFile()
    {
        foreach (var page in (string[])[One, All])
        {
            var markup = WithoutScriptsAndStyles().Replace(page, "");
            Assert.DoesNotContain("://", markup, StringComparison.Ordinal);
            const string inside = "^(#run-[0-9a-f]{8}|data:,|data:image/png;base64,[A-Za-z0-9+/=]+)$";
            Assert.All(References().Matches(markup), reference => Assert.Matches(inside, reference.Groups[1].Value));
            Assert.DoesNotMatch(@"<[^>]*\s(on\w+|style)=", markup);
        }
    }

    [Fact]
    public void ThePolicy_AllowsTheScriptsAndStylesOfTheFileByTheirChecksums()
    {
        var policy = WebUtility.HtmlDecode(One.Split("Content-Security-Policy\" content=\"")[1].Split('"')[0]);
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        var embedded = Scripts().Matches(One).Concat(Styles().Matches(One)).Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(3, embedded.Length);
        var checksums = embedded.Select(content => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content))));
        Assert.All(checksums, checksum => Assert.Contains($"'sha256-{checksum}'", policy, StringComparison.Ordinal));
    }

    [Fact]
    public void TheLicenceOfTheChartScript_ComesAlong()
    {
        Assert.Contains("The MIT License", One, StringComparison.Ordinal);
        Assert.Contains("Leon Sorokin", One, StringComparison.Ordinal);
    }

    [Fact]
    public void HostileNames_AreText()
    {
        Assert.DoesNotContain(ReportedRuns.Hostile, All, StringComparison.Ordinal);
        Assert.Contains("a&lt;b&gt;&amp;&quot;c&#39;", All, StringComparison.Ordinal);
    }

    [Fact]
    public void TheProtocol_IsWhole()
    {
        var record = new RunFolder(runs.Plane).ReadRecord();
        foreach (var file in record.Data.Source.Files) Assert.Contains(file.Sha256, One, StringComparison.Ordinal);
        string[] words = ["dynamic:", "200 training, 60 test, each 8 × 8", "4 posterior draws", record.Environment.Torch, "warm up"];
        Assert.All(words, word => Assert.Contains(word, One, StringComparison.Ordinal));
    }

    [Fact]
    public void Results_HaveTheirKindAndError()
    {
        var elbo = new RunFolder(runs.Plane).ReadRecord().Outcome!.TestElbo!;
        Assert.Contains(FormattableString.Invariant($"−{-elbo.Value:F2} <small>± {elbo.StandardError:F2} nats</small>"), One, StringComparison.Ordinal);
        Assert.Contains("importance-weighted lower bound; S\u00a0=\u00a04 draws a row, N\u00a0=\u00a060 test rows", One, StringComparison.Ordinal);
    }

    [Fact]
    public void ALatentPlane_IsScatteredTraversedAndDecoded()
    {
        Assert.Contains("both dimensions, coloured by label", One, StringComparison.Ordinal);
        Assert.Equal(8, Regex.Count(One, "class=\"dots small c"));
        Assert.Equal(60, Regex.Matches(One, "class=\"dots small c\\d\" d=\"([^\"]*)\"").Sum(path => path.Groups[1].Value.Count(c => c == 'M')));
        Assert.Equal(2, Regex.Count(One, "alt=\"Traversal of "));
        Assert.Equal(1, Regex.Count(One, "alt=\"Manifold\""));
    }

    [Fact]
    public void AWideLatent_IsSeenInItsPrincipalComponents()
    {
        Assert.Contains("first two principal components", All, StringComparison.Ordinal);
        Assert.Equal(2 + 5 + 1, Regex.Count(All, "alt=\"Traversal of "));
        Assert.Equal(1, Regex.Count(All, "alt=\"Manifold\""));
    }

    [Fact]
    public void SeveralRuns_AreComparedByWhatDiffersTheBestFirst()
    {
        var table = All.Split("<table class=\"data\">")[1].Split("</table>")[0];
        var heads = Regex.Matches(table, "<th[^>]*>([^<]*)</th>").Select(head => head.Groups[1].Value).ToArray();
        Assert.Equal(["run", "state", "latent", "epochs", "warm up", "log p(x), nats", "ELBO, nats", "training"], heads);
        string[] all = [runs.Plane, runs.Wide, runs.Line];
        var values = all.Select(run => new RunFolder(run).ReadRecord().Outcome!.TestLogLikelihood!.Value).OrderDescending();
        var cells = Regex.Matches(table, "≥ (−[0-9.]+)</span>").Select(cell => cell.Groups[1].Value);
        Assert.Equal(values.Select(value => FormattableString.Invariant($"−{-value:F2}")), cells.Where((_, i) => i % 2 == 0));
    }

    [Fact]
    public void WithoutItsData_ARunIsReportedWithoutItsLatentSpace()
    {
        using var folder = new TempCopy(runs.Plane);
        var record = folder.Run.ReadRecord();
        folder.Run.WriteRecord(record with { Settings = record.Settings with { Data = Path.Combine(folder.Run.Path, "gone") } });
        var page = Path.Combine(folder.Run.Path, "report.html");
        Report.Write(page, folder.Run.Path);
        var text = File.ReadAllText(page);
        Assert.Contains("Left out:", text, StringComparison.Ordinal);
        Assert.Contains("alt=\"Samples\"", text, StringComparison.Ordinal);
    }

    /// <summary>Columns come and go with versions, and a killed process leaves half a row.</summary>
    [Fact]
    public void Metrics_AreReadByTheNamesOfTheirColumns()
    {
        using var copy = new TempCopy(runs.Plane);
        File.WriteAllText(copy.Run.Metrics, "step,validation_elbo,epoch,train_rate,new\n10,,1,7,x\n20,-3.5,2,8,x\n30,-2,3,NaN,x\n40,4");
        var page = Path.Combine(copy.Root, "report.html");
        Report.Write(page, copy.Run.Path);
        var numbers = Regex.Matches(File.ReadAllText(page), "\"names\":(.*?),\"data\":(.*?)}").Select(match => match.Groups[1].Value + match.Groups[2].Value);
        Assert.Equal(["[\"validation\"][[2,3],[-3.5,-2]]", "[\"training\"][[1,2],[7,8]]"], numbers);
        File.Delete(copy.Run.Metrics);
        Report.Write(page, copy.Run.Path);
        Assert.Contains("No epoch has ended yet", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNoRun_IsRefused()
    {
        Assert.Throws<DataException>(() => Report.Write(runs.OneFile, runs.Root));
        var refusal = Assert.Throws<ArgumentException>(() => Report.Write(runs.OneFile, (string[])[]));
        Assert.Contains("name at least one", refusal.Message, StringComparison.Ordinal);
    }

    [GeneratedRegex("<(script|style)[^>]*>.*?</\\1>", RegexOptions.Singleline)]
    private static partial Regex WithoutScriptsAndStyles();

    [GeneratedRegex("(?:src|href)=\"([^\"]*)\"")]
    private static partial Regex References();

    [GeneratedRegex("<script>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Scripts();

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Styles();
}
