using GenerativeVI.Data;
using GenerativeVI.Models;

namespace GenerativeVI.Formats;

/// <summary>Relevance vector classifiers in files.</summary>
public static class RelevanceClassifierFile
{
    /// <param name="machine">A fitted classifier.</param>
    extension(RelevanceClassifier machine)
    {
        /// <summary>Writes the fit: a safetensors file with the weights, their posterior and the vectors of every linear
        /// predictor, and with kernel, settings and <see cref="RelevanceClassifier.Report"/> as JSON in its header; whole or
        /// not at all.</summary>
        /// <param name="path">The file.</param>
        /// <exception cref="InvalidOperationException">There is no fit yet.</exception>
        /// <exception cref="IOException">The file cannot be written; what was there before is intact.</exception>
        public void Save(string path)
        {
            using var scope = NewDisposeScope();
            RelevanceFile.Save(path, machine.Apart());
        }

        /// <summary>Reads a fit that <c>Save</c> wrote: it predicts what that one does, to the last bit on the same kind
        /// of device, and can be fitted anew as that one can.</summary>
        /// <param name="path">The file.</param>
        /// <param name="kernel">The kernel, where it was a function of one's own, which no file can hold; else
        /// null.</param>
        /// <param name="device">Where it will live; the CPU when null.</param>
        /// <exception cref="DataException">The file is missing or damaged, or holds something else; the sentence says
        /// which.</exception>
        /// <exception cref="ArgumentException">A kernel of one's own is missing, or the file holds another
        /// kernel.</exception>
        public static RelevanceClassifier Load(string path, SimilarityKernel? kernel = null, Device? device = null) =>
            RelevanceFile.Load(path, parts => RelevanceClassifier.Of(parts, kernel, device));
    }
}
