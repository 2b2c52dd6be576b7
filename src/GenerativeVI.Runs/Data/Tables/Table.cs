namespace GenerativeVI.Data;

/// <summary>A table of text cells with named columns.</summary>
/// <param name="Path">The file, for messages.</param>
/// <param name="Header">A name for every column.</param>
/// <param name="Rows">The cells, row by row.</param>
/// <param name="Lines">The line of the file that each row stands on.</param>
public sealed record Table(string Path, IReadOnlyList<string> Header, IReadOnlyList<string[]> Rows,
    IReadOnlyList<long> Lines)
{
    /// <summary>Whether the file has a header.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>How its numbers were written; the cells have a decimal point.</summary>
    public NumberFormat Numbers { get; init; }

    /// <summary>The sign, % or that of a currency, that stood beside the numbers of a column, by its name.</summary>
    public IReadOnlyDictionary<string, char> Units { get; init; } = new Dictionary<string, char>();

    /// <summary>What was taken for what while it was read, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The header as the file has it, columns that are left out among it; empty where it has none.</summary>
    internal IReadOnlyList<string> FileHeader { get; init; } = [];

    /// <summary>The number of a column.</summary>
    /// <param name="name">Its name, or its place from 1 where no column has that name.</param>
    /// <exception cref="DataException">There is none.</exception>
    public int Column(string name)
    {
        var place = Header.ToList().IndexOf(name);
        if (place >= 0) return place;
        if (int.TryParse(name, out var number) && number >= 1 && number <= Header.Count) return number - 1;
        throw new DataException(Path, $"a column named \"{name}\"", string.Join(", ", Header.Take(20)));
    }

    /// <summary>Some rows, in the order of their numbers.</summary>
    /// <param name="rows">Numbers from 0.</param>
    /// <exception cref="DataException">A number is outside.</exception>
    public Table Take(IReadOnlyList<int> rows)
    {
        foreach (var row in rows)
        {
            if (row < 0 || row >= Rows.Count) throw new DataException(Path, $"row numbers from 0 to {Rows.Count - 1}",
                $"{row}");
        }
        return this with { Rows = [.. rows.Select(row => Rows[row])], Lines = [.. rows.Select(row => Lines[row])] };
    }

    /// <summary>A random part for training and the rest for testing, the same for the same seed.</summary>
    /// <param name="share">The share of the test rows, in (0, 1); at least one row goes to either side.</param>
    /// <param name="random">The stream of the order.</param>
    /// <exception cref="DataException">There are fewer than two rows.</exception>
    public (Table Train, Table Test) Split(double share, Tensors.RandomStream random)
    {
        if (!(share > 0 && share < 1)) throw new ArgumentOutOfRangeException(nameof(share),
            $"test share: expected between 0 and 1, got {share}.");
        if (Rows.Count < 2) throw new DataException(Path, "at least two rows to split", $"{Rows.Count}");
        using var scope = NewDisposeScope();
        var order = random.Permutation(Rows.Count).cpu().data<long>().ToArray().Select(row => (int)row).ToArray();
        var test = Math.Clamp((int)Math.Round(share * Rows.Count), 1, Rows.Count - 1);
        return (Take([.. order[test..].Order()]), Take([.. order[..test].Order()]));
    }
}
