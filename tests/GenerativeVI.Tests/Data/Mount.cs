using System.Diagnostics;

namespace GenerativeVI.Tests.Data;

/// <summary>A file system of a test's own, until disposed: a small disk in memory, or a folder that turns read-only. Permission bits would not do: the superuser is above them.</summary>
internal sealed class Mount : IDisposable
{
    private readonly string folder;

    private Mount(string folder) => this.folder = folder;

    /// <summary>Skips the test where nothing can be mounted.</summary>
    public static void RequirePossible()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "small disks are made with Linux's tmpfs.");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only the superuser may mount a small disk.");
        using var place = new TempFolder();
        var refusal = Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", place.Path);
        Assert.SkipUnless(refusal is null, $"a small disk cannot be mounted here: {refusal}");
        Run("umount", place.Path);
    }

    /// <summary>A disk of so many bytes, in a folder that is made if missing.</summary>
    /// <param name="folder">Where it is mounted.</param>
    /// <param name="bytes">Its room.</param>
    /// <param name="files">The most files and folders that it takes, its own among them; 0 for any number.</param>
    public static Mount Disk(string folder, long bytes, int files = 0)
    {
        Directory.CreateDirectory(folder);
        Require("mount", "-t", "tmpfs", "-o", $"size={bytes},nr_inodes={files}", "tmpfs", folder);
        return new Mount(folder);
    }

    /// <summary>The folder as it is, but nothing in it can be changed; no file in it may be open for writing.</summary>
    public static Mount ReadOnly(string folder)
    {
        Require("mount", "--bind", folder, folder);
        var mount = new Mount(folder);
        Require("mount", "-o", "remount,bind,ro", folder);
        return mount;
    }

    /// <summary>A file that leaves only so many bytes of the disk free.</summary>
    public string Fill(long free)
    {
        var path = Path.Combine(folder, "ballast");
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            for (var page = new byte[4096]; ; ) file.Write(page);
        }
        catch (IOException)
        {
            file.SetLength(Math.Max(0, file.Length - free));
        }
        return path;
    }

    public void Dispose() => Require("umount", folder);

    private static void Require(params string[] command) => Assert.Null(Run(command));

    /// <summary>What the command complained of, or null.</summary>
    private static string? Run(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
        var complaint = process.StandardError.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : complaint;
    }
}
