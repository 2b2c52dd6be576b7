using System.Runtime.InteropServices;

namespace GenerativeVI.Cli;

/// <summary>
/// Ctrl-C and its like. The first asks for a clean end, the second for a quicker one, the third ends the process as if
/// nobody listened.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource abandon = new();
    private readonly PosixSignalRegistration[] registrations;
    private int count;

    public Interruption()
    {
        PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
        registrations = [.. signals.Select(signal => PosixSignalRegistration.Create(signal, Handle))];
    }

    /// <summary>Set by the first.</summary>
    public CancellationToken Stop => stop.Token;

    /// <summary>Set by the second.</summary>
    public CancellationToken Abandon => abandon.Token;

    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
        stop.Dispose();
        abandon.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        var number = Interlocked.Increment(ref count);
        if (number > 2) return;
        context.Cancel = true;
        (number == 1 ? stop : abandon).Cancel();
    }
}
