using GenerativeVI.Data;

namespace GenerativeVI.Models;

/// <content>A fitted regressor by its parts.</content>
public sealed partial class RelevanceRegressor
{
    /// <summary>What its parts say that they are of.</summary>
    internal const string Kind = "regressor";

    /// <summary>The fit by its parts: the weights, their posterior and the vectors of every linear predictor, with
    /// kernel, settings and <see cref="Report"/> as text. Files are written from them.</summary>
    /// <exception cref="InvalidOperationException">There is no fit yet.</exception>
    public RelevanceParts Apart() => RelevanceForm.Apart(Kind, settings, Fitted, [], columns);

    /// <summary>A fit from its parts, which are copied: it predicts what the machine did that <see cref="Apart"/> was
    /// called on, to the last bit on the same kind of device, and can be fitted anew as that one can.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="kernel">The kernel, where it was a function of one's own, which no text can hold; else null.</param>
    /// <param name="device">Where it will live; the CPU when null.</param>
    /// <exception cref="DataException">The parts are damaged, or of something else; the sentence says which.</exception>
    /// <exception cref="ArgumentException">A kernel of one's own is missing, or the parts hold another
    /// kernel.</exception>
    public static RelevanceRegressor Of(RelevanceParts parts, SimilarityKernel? kernel = null, Device? device = null)
    {
        var read = RelevanceForm.Together(parts, Kind, kernel, device ?? CPU);
        var machine = new RelevanceRegressor(read.Settings);
        (machine.fitted, machine.Noise, machine.columns) = (read.Fitted, read.Fitted.Noise, read.Columns);
        return machine;
    }
}
