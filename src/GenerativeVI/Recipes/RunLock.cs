using System.Globalization;

namespace GenerativeVI;

/// <summary>
/// Keeps a run folder to one process, by the operating system's own lock on a file: the system lets go of it when its owner ends, however it ends, so that a dead owner never blocks.
/// </summary>
internal sealed class RunLock : IDisposable
{
    private readonly string folder;
    private readonly FileStream file;

    private RunLock(string folder, FileStream file) => (this.folder, this.file) = (folder, file);

    /// <exception cref="IOException">Another process is at work in the folder; the sentence names it.</exception>
    public static RunLock Take(string folder)
    {
        var path = Path.Combine(folder, "run.lock");
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file.SetLength(0);
            file.Write(System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName}, since {DateTime.UtcNow:u}")));
            file.Flush();
            return new RunLock(folder, file);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new IOException($"{folder}: the run is in use by {Owner(path)}; wait until it ends, or stop it.", e);
        }
    }

    public void Dispose()
    {
        file.SetLength(0);
        // A run that came to nothing leaves nothing behind.
        if (!File.Exists(Path.Combine(folder, "run.json"))) File.Delete(file.Name);
        file.Dispose();
    }

    private static string Owner(string path)
    {
        try
        {
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            return reader.ReadToEnd();
        }
        catch (IOException)
        {
            return "another process";
        }
    }
}
