using System.Text.Json;
using System.Text.Json.Serialization;

namespace GenerativeVI;

/// <summary>Numbers in run.json: what is not known, NaN in memory, is null there, as JSON has it; the infinities are words.</summary>
internal sealed class UnknownNumberConverter : JsonConverter<double>
{
    private const string Infinite = "Infinity", MinusInfinite = "-Infinity", Unknown = "NaN";

    public override bool HandleNull => true;

    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => double.NaN,
        JsonTokenType.Number => reader.GetDouble(),
        JsonTokenType.String => reader.GetString() switch
        {
            Infinite => double.PositiveInfinity,
            MinusInfinite => double.NegativeInfinity,
            Unknown => double.NaN,
            var other => throw new JsonException($"expected a number, got \"{other}\""),
        },
        _ => throw new JsonException("expected a number"),
    };

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsNaN(value)) writer.WriteNullValue();
        else if (double.IsInfinity(value)) writer.WriteStringValue(value > 0 ? Infinite : MinusInfinite);
        else writer.WriteNumberValue(value);
    }
}
