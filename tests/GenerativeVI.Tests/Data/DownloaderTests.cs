using System.Security.Cryptography;
using GenerativeVI.Data;
using static GenerativeVI.Tests.Data.Samples;

namespace GenerativeVI.Tests.Data;

public sealed class DownloaderTests : IDisposable
{
    private readonly TempFolder _folder = new();
    // With a program's patience: a busy machine lets even a good server wait for a second.
    private readonly Downloader _downloader = new();
    private readonly byte[] _content;
    private readonly KnownFile _file;

    public DownloaderTests()
    {
        _content = new byte[300_000];
        new Random(1).NextBytes(_content);
        _file = FileOf("a-ubyte.gz", _content);
    }

    public void Dispose()
    {
        _downloader.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Fetch_WritesTheFile_TellsProgress_LeavesNoPart()
    {
        using var server = TestServer.Of(_content);
        var progress = new Steps();
        string path = await _downloader.FetchAsync(_file, [server.Address], _folder["deep/er"], progress, TestContext.Current.CancellationToken);

        Assert.Equal(_content, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal([path], Directory.GetFiles(_folder["deep/er"]));
        Assert.Equal((_content.Length, _content.Length), (progress.Last!.Received, progress.Last.Length));
        Assert.StartsWith("GET /a-ubyte.gz ", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_GoesOnWhereItStopped()
    {
        using var server = TestServer.Of(_content);
        _folder.Write("a-ubyte.gz.part", _content[..123_456]);
        await Fetch(server);

        Assert.Contains("bytes=123456-", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_StartsAgain_WhereAMirrorCannotResume()
    {
        using var server = new TestServer(_ => TestServer.Respond(_content, 0));
        _folder.Write("a-ubyte.gz.part", new byte[1000]);
        await Fetch(server);
    }

    [Fact]
    public async Task Fetch_ThrowsADamagedPartAway()
    {
        using var server = TestServer.Of(_content);
        _folder.Write("a-ubyte.gz.part", new byte[1000]);
        await Fetch(server);

        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Fetch_TurnsToTheNextMirror_AfterARefusal_AWrongFileOrACutConnection()
    {
        byte[] wrong = [.. _content];
        wrong[7] ^= 1;
        using var refusing = TestServer.Refusing("404 Not Found");
        using var other = TestServer.Of(wrong);
        using var longer = TestServer.Of([.. _content, 0]);
        using var cut = new TestServer(_ => TestServer.Respond(_content, 0)[..100_000]);
        using var good = TestServer.Of(_content);
        await Fetch(refusing, other, longer, cut, good);

        Assert.Contains("bytes=", good.Requests[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_ResumesOnTheSameMirror_WhileItDelivers()
    {
        using var server = new TestServer(request => TestServer.Respond(_content, TestServer.RangeStart(request)) is var all ? all[..Math.Min(all.Length, 150_000)] : all);
        await Fetch(server);

        Assert.InRange(server.Requests.Count, 2, 3);
    }

    [Fact]
    public async Task Fetch_GivesUpInOneSentence_WithEveryMirrorsReason()
    {
        using var refusing = TestServer.Refusing("503 Busy");
        byte[] wrong = new byte[_content.Length];
        using var other = TestServer.Of(wrong);
        var error = await Assert.ThrowsAsync<DataException>(() => Fetch(refusing, other));

        Assert.Matches("^a-ubyte.gz: no mirror delivered it .*503 Busy.*expected SHA-256.*; check the network.*\\.$", error.Message);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Fetch_LeavesNothingBehind_WhereNobodyAnswers()
    {
        Uri nobody;
        using (var closed = TestServer.Of(_content))
            nobody = closed.Address;
        await Assert.ThrowsAsync<DataException>(() => _downloader.FetchAsync(_file, [nobody], _folder["new"], cancellation: TestContext.Current.CancellationToken));

        Assert.False(Directory.Exists(_folder["new"]));
    }

    [Fact]
    public async Task Fetch_DoesNotWaitForASilentMirror()
    {
        using var silent = new TestServer(_ =>
        {
            Thread.Sleep(6000);
            return [];
        });
        using var good = TestServer.Of(_content);
        using var hasty = new Downloader(stallTimeout: TimeSpan.FromSeconds(3));
        await Fetch(hasty, silent, good);
    }

    [Fact]
    public async Task Cancellation_KeepsWhatHasCome()
    {
        using var slow = new TestServer(_ => TestServer.Respond(_content, 0)[..200_000]);
        using var stop = new CancellationTokenSource();
        var progress = new Steps { Then = step => { if (step.Received > 100_000) stop.Cancel(); } };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _downloader.FetchAsync(_file, [slow.Address], _folder.Path, progress, stop.Token));
        Assert.InRange(new FileInfo(_folder["a-ubyte.gz.part"]).Length, 100_000, 200_000);

        using var good = TestServer.Of(_content);
        await Fetch(good);
        Assert.Contains("bytes=", Assert.Single(good.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASet_IsCompletedAndMended_AndIntactFilesStay()
    {
        byte[] images = Gzip(IdxImages(4)), test = Gzip(IdxImages(2)), labels = Gzip(Idx(8, [4], 1, 2, 3, 4));
        var files = new Dictionary<string, byte[]> { ["train.gz"] = images, ["test.gz"] = test, ["labels.gz"] = labels };
        using var server = new TestServer(request => TestServer.Respond(files[request.Split(' ')[1][1..]], 0));
        var set = new KnownSet("tiny", "", "", "", [server.Address], [.. files.Select(file => FileOf(file.Key, file.Value))]);
        _folder.Write("train.gz", images[..^5]);
        _folder.Write("labels", Idx(8, [4], 1, 2, 3, 4));
        await _downloader.FetchAsync(set, _folder.Path, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(2, server.Requests.Count);
        Assert.All(set.Files, file => Assert.True(file.Matches(file.In(_folder.Path)!)));
    }

    [Fact]
    public async Task WhatCannotBeFetched_IsSaid()
    {
        var error = await Assert.ThrowsAsync<DataException>(
            () => _downloader.FetchAsync(KnownData.Find("freyfaces")!, _folder.Path, cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("freyfaces-images-idx3-ubyte.gz", error.Message, StringComparison.Ordinal);
        Assert.Contains("cs.nyu.edu", error.Message, StringComparison.Ordinal);

        _folder.Write("file", "in the way");
        using var server = TestServer.Of(_content);
        error = await Assert.ThrowsAsync<DataException>(
            () => _downloader.FetchAsync(_file, [server.Address], _folder["file"], cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("choose another folder with ImageOptions.DataDirectory", error.Message, StringComparison.Ordinal);
    }

    private static KnownFile FileOf(string name, byte[] content)
    {
        byte[] unpacked = content;
        if (content[0] == 0x1F && content[1] == 0x8B)
        {
            using var target = new MemoryStream();
            using var gzip = new System.IO.Compression.GZipStream(new MemoryStream(content), System.IO.Compression.CompressionMode.Decompress);
            gzip.CopyTo(target);
            unpacked = target.ToArray();
        }
        return new KnownFile(name, SetPart.Train, false, content.Length, Hash(content), Hash(unpacked));
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Fetches the file from the given mirrors and checks it.</summary>
    private Task Fetch(params TestServer[] servers) => Fetch(_downloader, servers);

    private async Task Fetch(Downloader downloader, params TestServer[] servers)
    {
        await downloader.FetchAsync(_file, [.. servers.Select(server => server.Address)], _folder.Path, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(_content, await File.ReadAllBytesAsync(_folder["a-ubyte.gz"], TestContext.Current.CancellationToken));
        Assert.False(File.Exists(_folder["a-ubyte.gz.part"]));
    }

    private sealed class Steps : IProgress<DownloadProgress>
    {
        public DownloadProgress? Last { get; private set; }

        public Action<DownloadProgress>? Then { get; init; }

        public void Report(DownloadProgress value)
        {
            Last = value;
            Then?.Invoke(value);
        }
    }
}
