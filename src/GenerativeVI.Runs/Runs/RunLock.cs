namespace GenerativeVI;

/// <summary>
/// Keeps a run folder to one process, by the operating system's own lock on a file: the system lets go of it when its
/// owner ends, however it ends, so that a dead owner never blocks. An owner that ends normally empties the file; what
/// is left in an unlocked one was written by an owner that was killed.
/// </summary>
internal sealed class RunLock : IDisposable
{
    // How Linux, macOS and Windows say that somebody else holds the file.
    private static readonly int[] Held = [11, 35, unchecked((int)0x80070020), unchecked((int)0x80070021)];

    private readonly string folder;
    private readonly FileStream file;

    private RunLock(string folder, FileStream file, string? killed) => (this.folder, this.file, Killed) = (folder, file, killed);

    /// <summary>How the last owner ended, in a sentence, where it did not end normally.</summary>
    public string? Killed { get; }

    /// <exception cref="IOException">Another process is at work in the folder; the sentence names it.</exception>
    public static RunLock Take(string folder)
    {
        var path = PathIn(folder);
        FileStream? file = null;
        try
        {
            // Without a buffer: what cannot be written must not be tried again by the disposal.
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            var killed = LastOwner.Read(file)?.Ending;
            file.SetLength(0);
            LastOwner.Here().Write(file);
            return new RunLock(folder, file, killed);
        }
        catch (IOException e)
        {
            file?.Dispose();
            if (!Held.Contains(e.HResult)) throw;
            throw new IOException($"{folder}: the run is in use by {Owner(path)}; wait until it ends, or stop it.", e);
        }
    }

    /// <summary>
    /// How the last owner of a folder ended, in a sentence, where it did not end normally; null also while it
    /// lives.
    /// </summary>
    public static string? KilledIn(string folder)
    {
        try
        {
            using var file = new FileStream(PathIn(folder), FileMode.Open, FileAccess.Read, FileShare.Read);
            return LastOwner.Read(file)?.Ending;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        file.SetLength(0);
        // A run that came to nothing leaves nothing behind.
        if (!File.Exists(Path.Combine(folder, "run.json"))) File.Delete(file.Name);
        file.Dispose();
    }

    private static string PathIn(string folder) => Path.Combine(folder, "run.lock");

    private static string Owner(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return LastOwner.Read(file)?.Name ?? "another process";
        }
        catch (IOException)
        {
            return "another process";
        }
    }
}
