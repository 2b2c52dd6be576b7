using GenerativeVI.Data;
using GenerativeVI.Reporting;

namespace GenerativeVI;

/// <summary>The latent space in a page: test rows in a plane, the decoded plane, and a strip for each dimension.</summary>
internal static class LatentPictures
{
    public static Markup Draw(ReportedRun run)
    {
        if (run.Record.Settings.Classifier is not null) return Markup.Empty;
        if (run.Latents is not { } view) return Markup.Of($"<h3>Latent space</h3>\n<p class=\"note\">Left out: {run.Missing}</p>");
        return Markup.Of($"""
            <h3>Latent space</h3>
            <div class="columns">{Scatter(view)}{Manifold(view)}</div>
            {Traversals(view)}
            """);
    }

    private static Markup Scatter(LatentView view) => view.Scatter is null ? Markup.Empty : Markup.Of($"""
        <figure><figcaption><strong>Posterior</strong> {view.ScatterCaption}{(view.Scatter.Classes is null ? "" : ", coloured by label")}</figcaption>
        {view.Scatter.Draw()}</figure>
        """);

    private static Markup Manifold(LatentView view) => view.Manifold is null ? Markup.Empty : Markup.Of($"""
        <figure><figcaption><strong>Manifold</strong> the decoded plane: {LatentView.Name(0)} to the right, {LatentView.Name(1)} upwards,
        in steps of equal prior probability</figcaption>
        {RunPictures.Image(view.Manifold, "Manifold")}</figure>
        """);

    private static Markup Traversals(LatentView view) => view.Traversals.Count == 0 ? Markup.Empty : Markup.Of($"""
        <h3>Traversals</h3>
        <p class="quiet">What the decoder draws as one dimension goes from −3 to 3 and the others stay at 0; the most active first{LeftOut(view)}.</p>
        <div class="columns strips">{Markup.Join(view.Traversals, traversal => Strip(traversal, view.Units.Variances[traversal.Dimension]))}</div>
        """);

    private static Markup Strip((int Dimension, PngImage Strip) traversal, double variance) => Markup.Of($"""
        <div class="strip"><div>{LatentView.Name(traversal.Dimension)} <span>variance {variance:F2}</span></div>
        {RunPictures.Image(traversal.Strip, $"Traversal of {LatentView.Name(traversal.Dimension)}")}</div>

        """);

    private static string LeftOut(LatentView view) =>
        view.Traversals.Count < view.Units.Variances.Count ? $", {view.Units.Variances.Count - view.Traversals.Count} left out" : "";
}
