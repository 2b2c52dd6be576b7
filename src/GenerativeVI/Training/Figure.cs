using System.Globalization;

namespace GenerativeVI.Training;

/// <summary>A number as a log line says it: in nats to the fourth digit, and "none" where there is none.</summary>
/// <param name="Value">The number; null and NaN are none.</param>
internal readonly record struct Figure(double? Value) : IFormattable
{
    public static implicit operator Figure(double? value) => new(value);

    public static implicit operator Figure(double value) => new(value);

    public static implicit operator Figure(int? value) => new(value);

    public override string ToString() => ToString(null, null);

    public string ToString(string? format, IFormatProvider? formatProvider) =>
        Value is not { } number || double.IsNaN(number) ? "none" : number.ToString(format ?? "0.####", CultureInfo.InvariantCulture);
}
