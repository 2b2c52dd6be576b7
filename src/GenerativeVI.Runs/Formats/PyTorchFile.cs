using System.IO.Compression;
using GenerativeVI.Data;

namespace GenerativeVI.Formats;

/// <summary>
/// Reads what <c>torch.save(state_dict, path)</c> of PyTorch 1.6 and later writes: a zip archive with a pickle (data.pkl) and the bytes of each storage
/// (data/0, data/1, …), little or
/// big endian. The pickle is read by an unpickler that can build tensors and plain containers and nothing else, so a file cannot make anything run.
/// </summary>
/// <remarks>
/// Names: a state dictionary's own. Where dictionaries or lists lie in one another, their keys are joined by dots, and what is not a tensor is left out: of
/// {"model": state_dict, "epoch": 3} come "model.encoder.weight", …; of a list, "0", "1", …. Tensors that share a storage there share memory here.
/// </remarks>
public static class PyTorchFile
{
    private const long LongestPickle = 16 << 20;
    private const long ObjectBudget = 32 << 20;

    /// <summary>Reads every tensor of a file. The caller owns them.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Tensors by name, on the CPU, without gradients.</returns>
    /// <exception cref="DataException">The file is missing, damaged, of another kind, or asks for a function that no state dictionary needs: the sentence
    /// names it. Nothing is allocated that the file does not hold.</exception>
    public static IReadOnlyDictionary<string, Tensor> Load(string path)
    {
        using var file = MappedFile.Open(path);
        return Read(file);
    }

    internal static IReadOnlyDictionary<string, Tensor> Read(MappedFile file)
    {
        try
        {
            using var zip = new ZipArchive(file.AsStream(), ZipArchiveMode.Read);
            var archive = new PyTorchArchive(zip, file);
            var pickle = archive.Bytes("data.pkl", LongestPickle);
            var tensors = StateDictionary.Flatten(Unpickler.Run(pickle, ObjectBudget, file.Path), pickle.Length, file.Path);
            using var storages = new PyTorchStorages(archive, file.Path);
            return storages.Read(tensors);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ArgumentException or NotSupportedException or OverflowException)
        {
            // The zip reader's own complaints about a damaged archive.
            throw new DataException($"{file.Path}: not a whole PyTorch file: its zip archive is damaged ({e.Message.Split('\n')[0].TrimEnd('.', '\r')}).", e);
        }
    }

    internal static DataException Damaged(string path, string what) => new($"{path}: not a whole PyTorch file: {what}.");
}
