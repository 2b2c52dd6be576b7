using GenerativeVI.Data;
using GenerativeVI.Reporting;

namespace GenerativeVI;

/// <summary>The pictures that a run keeps, and how a picture is put into a page.</summary>
internal static class RunPictures
{
    public static Markup Draw(ReportedRun run)
    {
        var figures = new (string Path, string Name, string Caption)[]
        {
            (run.Folder.Samples, "Samples", "means of p(x|z) at draws of the prior"),
            (run.Folder.Reconstructions, "Reconstructions", "test rows, and below each its decoded posterior mean"),
        }.Where(figure => File.Exists(figure.Path)).ToArray();
        return figures.Length == 0 ? Markup.Empty : Markup.Of($"""
            <h3>Pictures</h3>
            <div class="columns">{Markup.Join(figures, figure => Markup.Of($"""
                <figure><figcaption><strong>{figure.Name}</strong> {figure.Caption}</figcaption>
                {Image(File.ReadAllBytes(figure.Path), figure.Name)}</figure>

                """))}</div>
            """);
    }

    public static Markup Image(PngImage image, string description) => Image(Png.Encode(image), description);

    private static Markup Image(byte[] png, string description) =>
        Markup.Of($"<img alt=\"{description}\" src=\"data:image/png;base64,{Convert.ToBase64String(png)}\">");
}
