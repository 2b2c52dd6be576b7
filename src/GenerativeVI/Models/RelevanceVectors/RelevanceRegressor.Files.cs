using GenerativeVI.Data;

namespace GenerativeVI.Models;

/// <content>A fitted regressor in a file.</content>
public sealed partial class RelevanceRegressor
{
    /// <summary>What its files say that they hold.</summary>
    internal const string Kind = "regressor";

    /// <summary>Writes the fit: a safetensors file with the weights, their posterior and the vectors of every machine,
    /// and with kernel, settings and <see cref="Report"/> as JSON in its header; whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidOperationException">There is no fit yet.</exception>
    /// <exception cref="IOException">The file cannot be written; what was there before is intact.</exception>
    public void Save(string path) => RelevanceFile.Save(path, Kind, settings, Fitted, [], columns);

    /// <summary>Reads a fit that <see cref="Save"/> wrote: it predicts what that one does, to the last bit on the same
    /// kind of device, and can be fitted anew as that one can.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kernel">The kernel, where it was a function of one's own, which no file can hold; else null.</param>
    /// <param name="device">Where it will live; the CPU when null.</param>
    /// <exception cref="DataException">The file is missing or damaged, or holds something else; the sentence says
    /// which.</exception>
    /// <exception cref="ArgumentException">A kernel of one's own is missing, or the file holds another
    /// kernel.</exception>
    public static RelevanceRegressor Load(string path, SimilarityKernel? kernel = null, Device? device = null)
    {
        var read = RelevanceFile.Load(path, Kind, kernel, device ?? CPU);
        var machine = new RelevanceRegressor(read.Settings);
        (machine.fitted, machine.Noise, machine.columns) = (read.Fitted, read.Fitted.Noise, read.Columns);
        return machine;
    }
}
