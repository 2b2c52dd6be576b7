using GenerativeVI.Reporting;

namespace GenerativeVI.Tests.Reporting;

public sealed class MarkupTests
{
    [Fact]
    public void Text_IsEscapedAndMarkupIsNot()
    {
        const string hostile = "<script>alert('&\"')</script>";
        var inner = Markup.Of($"<b title=\"{hostile}\">{hostile}</b>");
        const string escaped = "&lt;script&gt;alert(&#39;&amp;&quot;&#39;)&lt;/script&gt;";
        Assert.Equal($"<p><b title=\"{escaped}\">{escaped}</b></p>", Markup.Of($"<p>{inner}</p>").ToString());
    }

    [Fact]
    public void Numbers_AreWrittenInTheInvariantCulture()
    {
        var culture = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };
            Assert.Equal("0.5 0.50 7", Markup.Of($"{0.5} {0.5:F2} {7}").ToString());
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Items_AreJoined() => Assert.Equal("<i>1</i><i>2</i>", Markup.Join([1, 2], item => Markup.Of($"<i>{item}</i>")).ToString());
}
