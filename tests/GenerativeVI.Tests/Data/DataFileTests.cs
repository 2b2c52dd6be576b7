using System.Diagnostics;
using GenerativeVI.Data;
using static GenerativeVI.Tests.Data.Samples;

namespace GenerativeVI.Tests.Data;

/// <summary>Files by what the system and gzip make of them.</summary>
public sealed class DataFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void SeveralGzipFilesInOne_AreReadWhole_AndRefusedWhereTheyAreCut()
    {
        var file = IdxImages(20);
        byte[] members = [.. Gzip(file[..30]), .. Gzip(file[30..31]), .. Gzip(file[31..])];
        var read = IdxReader.Read(_folder.Write("members.gz", members));

        Assert.Equal(IdxReader.Read(_folder.Write("plain", file)).Bytes, read.Bytes);
        for (var cut = 1; cut < members.Length - 40; cut += 7)
            Refused(() => IdxReader.Read(_folder.Write("cut.gz", members[..^cut])), "cut.gz");
    }

    [Theory]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "git lfs pull")]
    [InlineData("<!DOCTYPE html><html>", "a web page")]
    public void WhatStandsInAFilesPlace_IsNamed(string content, string found)
    {
        foreach (var name in (string[])["a.npy", "a.csv", "a-ubyte.gz", "a.npz"]) Refused(() => ImageSource.Load(_folder.Write(name, content)), name, found);
    }

    [Fact]
    public void ANameAsLongAsTheSystemAllows_CanBeWritten()
    {
        var path = _folder[new string('n', 251) + ".npy"];
        AtomicFile.WriteText(path, "whole");
        Assert.Equal("whole", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void APipe_IsRefusedBeforeItIsWaitedFor()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "kinds of files are told apart on Linux.");
        using (var made = Process.Start("mkfifo", _folder["pipe.npy"])) made.WaitForExit();
        Refused(() => ImageSource.Load(_folder["pipe.npy"]), "pipe.npy", "a plain file", "a pipe", "write its content to a file");
        Refused(() => ImageSource.Load("/dev/zero"), "/dev/zero", "a device");
        Refused(() => TableReader.Read(_folder["pipe.npy"]), "a pipe");
        Refused(() => GenerativeVI.Formats.PyTorchFile.Load(_folder["pipe.npy"]), "a pipe");
    }
}
