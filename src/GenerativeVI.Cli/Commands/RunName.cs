using System.Globalization;

namespace GenerativeVI.Cli.Commands;

/// <summary>Names for the folders of runs that nobody named.</summary>
internal static class RunName
{
    /// <summary>
    /// runs/METHOD-DATA-DATE-TIME under the current folder, with a number behind it where that is taken.
    /// </summary>
    public static string Fresh(RunSettings settings)
    {
        var time = DateTime.Now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var name = Path.Combine("runs", $"{settings.Method}-{Word(settings.Data ?? "data")}-{time}");
        return Enumerable.Range(1, int.MaxValue).Select(number => number == 1 ? name : $"{name}-{number}").First(path => !Path.Exists(path));
    }

    /// <summary>The last part of a path without its endings, made of letters, digits and hyphens.</summary>
    private static string Word(string data)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(data)).Split('.', 2)[0];
        var word = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')).Trim('-');
        return word.Length > 0 ? word : "data";
    }
}
