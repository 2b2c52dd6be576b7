namespace GenerativeVI.Data;

/// <summary>How numbers are written.</summary>
public enum NumberFormat
{
    /// <summary>A decimal point; groups of three digits may have commas between them: 1,234.5.</summary>
    Point,

    /// <summary>A decimal comma; groups of three digits may have points between them: 1.234,5.</summary>
    Comma,
}
