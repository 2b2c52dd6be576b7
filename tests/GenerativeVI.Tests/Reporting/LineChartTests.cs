using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using GenerativeVI.Reporting;

namespace GenerativeVI.Tests.Reporting;

public sealed class LineChartTests
{
    private static readonly LineChart Chart = new(
        "Bound", "nats", [new Curve("one", [(1, 0), (2, 10), (3, double.NaN), (5, 5)]), new Curve("<two>", [(2, 4)])]);

    [Fact]
    public void ACurve_IsScaledIntoItsFrame()
    {
        var points = Path(0).Split('M', 'L').Skip(1).Select(pair => Array.ConvertAll(pair.Split(' '), number => double.Parse(number, CultureInfo.InvariantCulture))).ToArray();
        Assert.Equal(3, points.Length);
        // Epochs 1 … 5 and values 0 … 10 fill the frame from corner to corner; upwards is less in SVG.
        Assert.Equal((points[0][0] + points[2][0]) / 2 - points[0][0], 2 * (points[1][0] - points[0][0]), 0.1);
        Assert.True(points[0][1] > points[2][1] && points[2][1] > points[1][1]);
        Assert.Equal((points[0][1] + points[1][1]) / 2, points[2][1], 0.1);
    }

    [Fact]
    public void ASinglePoint_IsADot()
    {
        Assert.DoesNotContain('L', Path(1));
        var dots = Svg().Descendants().Single(path => path.Attribute("class")?.Value == "dots big c1").Attribute("d")!.Value;
        Assert.Matches(@"^M[\d.]+ [\d.]+h0$", dots);
    }

    [Fact]
    public void TheNumbers_AreOverOneListOfEpochs()
    {
        var text = Chart.Draw().ToString().Split("<script type=\"application/json\">")[1].Split("</script>")[0];
        Assert.DoesNotContain('<', text);
        var numbers = JsonDocument.Parse(text).RootElement;
        Assert.Equal("[[1,2,5],[0,10,5],[null,4,null]]", numbers.GetProperty("data").GetRawText());
        Assert.Equal("<two>", numbers.GetProperty("names")[1].GetString());
    }

    private static XElement Svg() => XElement.Parse("<svg" + Chart.Draw().ToString().Split("<svg")[1].Split("</svg>")[0] + "</svg>");

    private static string Path(int curve) => Svg().Descendants().Single(path => path.Attribute("class")?.Value == $"line c{curve}").Attribute("d")!.Value;
}
