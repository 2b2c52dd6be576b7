using System.Globalization;
using System.Text.Json.Nodes;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>A setting that a sweep varies.</summary>
/// <param name="Name">Its path in run.json, such as <c>model.latent</c>.</param>
/// <param name="Values">What it may be: values with commas between them, such as <c>10,20,50</c>; or a range
/// <c>1e-4..1e-2</c>, drawn from evenly, with <c>:log</c> behind it evenly in the logarithm. A range between whole
/// numbers gives whole numbers.</param>
public sealed record SweptSetting(string Name, string Values)
{
    private const string Between = "..", Logarithmic = ":log";

    /// <summary>Whether it is a range to draw from, which no grid can go through.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsRange => Values.Contains(Between, StringComparison.Ordinal) && !Values.Contains(',');

    /// <summary>The setting that <c>NAME=VALUES</c> names.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentException">It is no such text.</exception>
    public static SweptSetting Parse(string text)
    {
        var at = text.IndexOf('=');
        if (at < 1 || at == text.Length - 1)
            throw new ArgumentException($"set: expected NAME=VALUES, such as model.latent=10,20,50 or "
                + $"learning_rate=1e-4..1e-2:log, got \"{text}\".");
        var setting = new SweptSetting(text[..at].Trim(), text[(at + 1)..].Trim());
        setting.Check();
        return setting;
    }

    /// <summary>Refuses a range that means nothing.</summary>
    /// <exception cref="ArgumentException">It is one; the sentence says why.</exception>
    public void Check()
    {
        if (IsRange) _ = Range();
        else if (Listed().Any(value => value.Length == 0)) throw new ArgumentException($"{Name}: expected values "
            + $"with commas between them, got \"{Values}\".");
    }

    /// <summary>The values of a list.</summary>
    internal IReadOnlyList<string> Listed() => [.. Values.Split(',').Select(value => value.Trim())];

    /// <summary>A value at random.</summary>
    internal string Draw(RandomStream random)
    {
        var u = random.Uniform([1], ScalarType.Float64).item<double>();
        if (!IsRange)
        {
            var listed = Listed();
            return listed[(int)(u * listed.Count)];
        }
        var (low, high, isWhole, isLogarithmic) = Range();
        var value = isLogarithmic ? low * Math.Pow(high / low, u) : low + (high - low + (isWhole ? 1 : 0)) * u;
        return isWhole
            ? Math.Clamp((long)Math.Floor(isLogarithmic ? value + 0.5 : value), (long)low,
                (long)high).ToString(CultureInfo.InvariantCulture)
            : value.ToString("G4", CultureInfo.InvariantCulture);
    }

    /// <summary>Puts a value into settings in the form of run.json.</summary>
    internal void Apply(JsonObject settings, string value)
    {
        var path = Name.Split('.');
        var place = settings;
        foreach (var name in path[..^1])
        {
            place = place[name] as JsonObject
                ?? throw new ArgumentException($"{Name}: run.json has no group \"{name}\" of settings; gvi train "
                    + $"METHOD writes one to look at.");
        }
        place[path[^1]] = Node(value);
    }

    // A number, a truth value, null or a list where JSON reads it so; a word where it does not.
    private static JsonNode? Node(string value)
    {
        try
        {
            return JsonNode.Parse(value);
        }
        catch (System.Text.Json.JsonException)
        {
            return JsonValue.Create(value);
        }
    }

    private (double Low, double High, bool IsWhole, bool IsLogarithmic) Range()
    {
        var isLogarithmic = Values.EndsWith(Logarithmic, StringComparison.Ordinal);
        var ends = (isLogarithmic ? Values[..^Logarithmic.Length] : Values).Split(Between, 2);
        if (!Number(ends[0], out var low) || !Number(ends[1], out var high) || !(low < high))
            throw new ArgumentException($"{Name}: expected a range such as 1e-4..1e-2 from a lower number to a "
                + $"higher one, got \"{Values}\".");
        if (isLogarithmic && low <= 0) throw new ArgumentException($"{Name}: a range by the logarithm lies above "
            + $"0, got \"{Values}\".");
        return (low, high, ends.All(end => long.TryParse(end, CultureInfo.InvariantCulture, out _)), isLogarithmic);

        static bool Number(string text, out double value) =>
            double.TryParse(text, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }
}
