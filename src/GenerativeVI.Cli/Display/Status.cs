namespace GenerativeVI.Cli.Display;

/// <summary>How far something is.</summary>
/// <param name="What">What is going on, in a few words.</param>
/// <param name="Share">The part done, 0 … 1.</param>
/// <param name="Left">The time it will still take, if it can be told.</param>
/// <param name="Details">Numbers worth watching.</param>
internal sealed record Status(string What, double Share, TimeSpan? Left, string Details = "")
{
    /// <summary>For example "62 %, 0:43 left".</summary>
    public string Progress => Left is { } left ? $"{Percent}, {Clock(left)} left" : Percent;

    private string Percent => FormattableString.Invariant($"{Math.Floor(Math.Clamp(Share, 0, 1) * 100):F0} %");

    private static string Clock(TimeSpan time) => time.ToString(time.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", null);
}
