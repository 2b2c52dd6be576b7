namespace GenerativeVI.Data;

/// <summary>PNG's colour types, with PNG's numbers.</summary>
internal enum PngColour : byte
{
    Gray = 0,
    Rgb = 2,
    Palette = 3,
    GrayAlpha = 4,
    Rgba = 6,
}
