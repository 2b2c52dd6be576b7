using System.Security.Cryptography;
using System.Text;

namespace GenerativeVI.Reporting;

/// <summary>
/// A whole HTML file that needs nothing else: styles and scripts lie in it, and its content security policy allows those by their checksums, images from the
/// file itself, and nothing more.
/// </summary>
public static class Page
{
    /// <summary>Writes a page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="body">Its content: charts of this chapter, or anything else without styles and scripts of its own, which the policy would refuse.</param>
    /// <returns>The file's text.</returns>
    public static string Write(string title, Markup body)
    {
        var style = $"{Asset("uPlot.css")}\n{Asset("report.css")}";
        string[] scripts = [$"/*\n{Asset("uPlot.LICENSE.txt")}*/\n{Asset("uPlot.js")}", Asset("report.js")];
        var known = string.Join(' ', scripts.Select(Checksum));
        var policy = $"default-src 'none'; script-src {known}; style-src {Checksum(style)}; img-src data:; base-uri 'none'; form-action 'none'";
        return Markup.Of($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{policy}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <link rel="icon" href="data:,">
            <title>{title}</title>
            <style>{Markup.Trusted(style)}</style>
            </head>
            <body>
            {body}
            {Markup.Join(scripts, script => Markup.Of($"<script>{Markup.Trusted(script)}</script>\n"))}</body>
            </html>

            """).ToString();
    }

    // Browsers read line ends as \n, and so must the checksum.
    private static string Asset(string name)
    {
        using var stream = typeof(Page).Assembly.GetManifestResourceStream(name)!;
        return new StreamReader(stream).ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string Checksum(string content) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";
}
