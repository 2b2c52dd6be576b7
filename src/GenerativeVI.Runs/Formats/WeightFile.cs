using GenerativeVI.Data;

namespace GenerativeVI.Formats;

/// <summary>Files of named tensors in any of the three formats, told apart by what they contain and not by their names.</summary>
internal static class WeightFile
{
    /// <summary>What torch.save wrote before version 1.6: the pickle of a magic number, then more pickles.</summary>
    private static ReadOnlySpan<byte> OldPyTorch => [0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46];

    public static IReadOnlyDictionary<string, Tensor> Load(string path)
    {
        if (ShardIndex.Is(path)) return ShardIndex.Load(path, Load);
        using (var file = MappedFile.Open(path))
        {
            var head = file.Head(9);
            if (head.StartsWith("PK\x3\x4"u8)) return PyTorchFile.Read(file);
            if (head.StartsWith(OldPyTorch))
                throw new DataException(
                    $"{path}: it is a PyTorch file from before version 1.6; load it in torch and save it again, with torch.save(state_dict, path) of today.");
            if (Path.GetExtension(path) != ".safetensors" && head is not [_, _, _, _, _, _, _, _, (byte)'{']) return TorchSharpFile.Read(file);
        }
        return SafeTensors.Load(path);
    }
}
