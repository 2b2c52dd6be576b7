using System.Buffers;
using System.Globalization;

namespace GenerativeVI.Data;

/// <summary>Reads numbers as people write them: with a decimal point or comma, groups of three digits, any minus sign,
/// and a sign of per cent or of a currency.</summary>
internal static class NumberText
{
    /// <summary>No unit.</summary>
    public const char NoUnit = '\0';

    private const int Longest = 64;
    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create("0123456789.+-eE");
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \u00A0\u2009\u202F'\u2019");

    /// <summary>Whether a text is a finite number with a decimal point and nothing else, such as -1.5e3.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && double.IsFinite(value);

    /// <summary>Whether all characters are those of plain numbers.</summary>
    public static bool HasPlainCharacters(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(PlainCharacters);

    /// <summary>Whether a text is a number in either format.</summary>
    public static bool IsNumber(ReadOnlySpan<char> text) => IsPlain(text) || Read(text, NumberFormat.Point) is not null
        || Read(text, NumberFormat.Comma) is not null;

    /// <summary>A number as plain text with its unit; null where the text is not a number of this format.</summary>
    public static (string Plain, char Unit, bool IsGrouped)? Read(ReadOnlySpan<char> text, NumberFormat format)
    {
        text = text.Trim();
        if (text.Length is 0 or > Longest) return null;
        var (mark, group) = format == NumberFormat.Point ? ('.', ',') : (',', '.');
        Span<char> plain = stackalloc char[Longest + 1];
        var (length, unit, isGrouped) = (0, NoUnit, false);
        if (Sign(ref text)) plain[length++] = '-';
        if (Unit(text[..Math.Min(1, text.Length)]) is { } before and not '%' and not '‰')
        {
            unit = before;
            text = text[1..].TrimStart();
            if (length == 0 && Sign(ref text)) plain[length++] = '-';
        }
        var end = text.Length - 1;
        if (end > 0 && Unit(text[end..]) is { } after)
        {
            if (unit != NoUnit) return null;
            unit = after;
            text = text[..end].TrimEnd();
        }
        var digits = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiDigit(c)) (plain[length++], digits) = (c, digits + 1);
            else if (c == group || Blanks.Contains(c))
            {
                if (isGrouped || !Groups(text, c, mark, out var stop)) return null;
                isGrouped = true;
                for (; i < stop; i++)
                {
                    if (char.IsAsciiDigit(text[i])) (plain[length++], digits) = (text[i], digits + 1);
                }
                i--;
            }
            else if (c == mark)
            {
                plain[length++] = '.';
                for (i++; i < text.Length && char.IsAsciiDigit(text[i]); i++) (plain[length++], digits) =
                    (text[i], digits + 1);
                if (digits == 0 || (i < text.Length && !IsExponent(text[i..]))) return null;
                i--;
            }
            else if (IsExponent(text[i..]) && digits > 0)
            {
                for (; i < text.Length; i++) plain[length++] = text[i];
            }
            else return null;
        }
        return digits > 0 && IsPlain(plain[..length]) ? (plain[..length].ToString(), unit, isGrouped) : null;
    }

    // 1 to 3 digits, then groups of 3 with the same mark between them, up to a decimal mark or the end.
    private static bool Groups(ReadOnlySpan<char> text, char group, char mark, out int stop)
    {
        stop = text.IndexOf(mark) is var place and >= 0 ? place : text.Length;
        var number = text[..stop];
        var first = number.IndexOf(group);
        if (first is < 1 or > 3 || number[0] == '0' || number[..first].ContainsAnyExcept(Digits)) return false;
        for (var i = first; i < number.Length; i += 4)
        {
            if (number[i] != group || number.Length - i < 4 || number.Slice(i + 1, 3)
                .ContainsAnyExcept(Digits)) return false;
        }
        return true;
    }

    private static bool IsExponent(ReadOnlySpan<char> text) =>
        text.Length > 1 && text[0] is 'e' or 'E'
            && (text[1] is '+' or '-' ? text[2..] : text[1..]) is { IsEmpty: false } digits
            && !digits.ContainsAnyExcept(Digits);

    // True for a minus.
    private static bool Sign(ref ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] is not ('+' or '-' or '\u2212')) return false;
        var isMinus = text[0] != '+';
        text = text[1..].TrimStart();
        return isMinus;
    }

    private static char? Unit(ReadOnlySpan<char> text) =>
        text.Length == 1
            && (text[0] is '%' or '‰' || char.GetUnicodeCategory(text[0]) == UnicodeCategory.CurrencySymbol) ? text[0]
            : null;
}
