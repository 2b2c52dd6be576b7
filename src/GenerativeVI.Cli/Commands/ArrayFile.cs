using System.CommandLine;
using System.Globalization;
using System.Text;
using GenerativeVI.Data;
using TorchSharp;

namespace GenerativeVI.Cli.Commands;

/// <summary>Rows of numbers as a NumPy or csv file, as its name says.</summary>
internal static class ArrayFile
{
    /// <summary>Refuses an option's name that says neither.</summary>
    /// <exception cref="UsageException">It ends otherwise.</exception>
    public static void Check(ParseResult parsed, Option<string> option)
    {
        if (parsed.GetValue(option) is { } path && !IsCsv(path) && !string.Equals(Path.GetExtension(path), ".npy", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"{option.Name}: expected a name that ends in .npy or .csv, got \"{Path.GetFileName(path)}\".");
    }

    /// <summary>Writes them, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">[N, D].</param>
    /// <param name="name">What the columns are called in a csv file, each with its number behind it from 1.</param>
    public static void Write(string path, torch.Tensor rows, string name)
    {
        if (!IsCsv(path))
        {
            NpyWriter.Write(path, rows);
            return;
        }
        using var scope = torch.NewDisposeScope();
        var numbers = rows.to_type(torch.ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
        var width = (int)rows.shape[1];
        var text = new StringBuilder(string.Join(',', Enumerable.Range(1, width).Select(i => $"{name}{i}"))).Append('\n');
        for (var i = 0; i < numbers.Length; i++)
            text.Append(numbers[i].ToString("R", CultureInfo.InvariantCulture)).Append((i + 1) % width == 0 ? '\n' : ',');
        AtomicFile.WriteText(path, text.ToString());
    }

    private static bool IsCsv(string path) =>
        string.Equals(Path.GetExtension(path), ".csv", StringComparison.OrdinalIgnoreCase);
}
