namespace GenerativeVI.Cli.Display;

/// <summary>Says nothing that can be left out.</summary>
internal sealed class QuietDisplay(TextWriter errors) : RunDisplay
{
    public override void Say(string line)
    {
    }

    public override void Warn(string line) => errors.WriteLine(line);

    public override void Show(Status status)
    {
    }
}
