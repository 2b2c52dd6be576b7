using System.Security.Cryptography;

namespace GenerativeVI.Data;

/// <summary>
/// Fetches files over HTTP: from several mirrors in order, going on where an earlier attempt stopped, into a temporary <c>.part</c> file that gets its name only
/// when length and SHA-256 are right. Interrupt it and run it again: nothing is lost and nothing half-made looks whole.
/// </summary>
public sealed class Downloader : IDisposable
{
    private const int Rounds = 3;

    private readonly HttpClient _client;
    private readonly TimeSpan _patience;

    /// <summary>A downloader with its own connections.</summary>
    /// <param name="connectTimeout">How long to wait for a mirror to answer the phone; default 5 s.</param>
    /// <param name="stallTimeout">How long to wait for the next bytes; default 20 s.</param>
    public Downloader(TimeSpan? connectTimeout = null, TimeSpan? stallTimeout = null)
    {
        var handler = new SocketsHttpHandler { ConnectTimeout = connectTimeout ?? TimeSpan.FromSeconds(5) };
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _patience = stallTimeout ?? TimeSpan.FromSeconds(20);
    }

    /// <summary>Makes a folder hold an intact copy of a set: intact files stay, missing and damaged ones are fetched.</summary>
    /// <param name="set">Which set.</param>
    /// <param name="folder">The set's own folder; it is made if need be.</param>
    /// <param name="progress">Told after every piece, or null.</param>
    /// <param name="cancellation">Stops the download; what is there stays and is used next time.</param>
    /// <exception cref="DataException">The set is not public, no mirror delivers it, or the folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task FetchAsync(KnownSet set, string folder, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (!set.IsPublic)
            throw new DataException($"{set.Name}: {set.Remedy} (origin: {set.Origin}).");
        foreach (var file in set.Files)
        {
            if (file.In(folder) is not { } path || !file.Matches(path))
                await FetchAsync(file, set.Mirrors, folder, progress, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Fetches one file, over whatever was there under its name.</summary>
    /// <param name="file">Which file: its name, length and checksum.</param>
    /// <param name="mirrors">Folders on the web that hold it, in the order to try.</param>
    /// <param name="folder">Where to put it; it is made if need be.</param>
    /// <param name="progress">Told after every piece, or null.</param>
    /// <param name="cancellation">Stops the download; what is there stays and is used next time.</param>
    /// <returns>The full path of the file.</returns>
    /// <exception cref="DataException">No mirror delivers the file (each with its reason), or the folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<string> FetchAsync(
        KnownFile file, IReadOnlyList<Uri> mirrors, string folder, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(mirrors);
        string target = Path.Combine(folder, file.Name), part = target + ".part";
        var reasons = new Dictionary<Uri, string>();
        for (int round = 0; round < Rounds; round++)
        {
            long before = LengthOf(part);
            foreach (var mirror in mirrors)
            {
                if (await TryAsync(new Uri(mirror, file.Name), file, part, progress, cancellation).ConfigureAwait(false) is { } reason)
                    reasons[mirror] = reason;
                else
                    return Finish(part, target);
            }
            if (LengthOf(part) == before)
                break; // nothing new came, and nothing damaged was thrown away: another round would end the same
        }
        if (File.Exists(part) && LengthOf(part) == 0)
            File.Delete(part);
        throw new DataException(
            $"{file.Name}: no mirror delivered it ({string.Join("; ", reasons.Select(pair => $"{pair.Key.Host}: {pair.Value}"))}); "
            + $"check the network and try again, or put the file into {folder} by hand.");
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _client.Dispose();

    /// <summary>One attempt at one mirror: null when the part file is whole and right, else why not.</summary>
    private async Task<string?> TryAsync(Uri address, KnownFile file, string part, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            if (LengthOf(part) != file.Length && await ReceiveAsync(address, file, part, progress, stall).ConfigureAwait(false) is { } refusal)
                return refusal;
            using var received = OpenPart(part);
            string hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(received, cancellation).ConfigureAwait(false));
            if (hash == file.Sha256)
                return null;
            received.SetLength(0);
            return $"expected SHA-256 {file.Sha256[..8]}…, found {hash[..8]}…";
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return "no answer in time";
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return e.Message.TrimEnd('.');
        }
    }

    /// <summary>Asks for what the part file lacks and appends it; null when the part file has its full length, else why not.</summary>
    private async Task<string?> ReceiveAsync(Uri address, KnownFile file, string part, IProgress<DownloadProgress>? progress, CancellationTokenSource stall)
    {
        long have = LengthOf(part) is var length && length < file.Length ? length : 0;
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (have > 0)
            request.Headers.Range = new(have, null);
        stall.CancelAfter(_patience);
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stall.Token).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
            return $"{(int)response.StatusCode} {response.ReasonPhrase}";

        using var source = await response.Content.ReadAsStreamAsync(stall.Token).ConfigureAwait(false);
        using var target = OpenPart(part);
        target.SetLength(response.Content.Headers.ContentRange?.From == have ? have : 0); // a mirror that cannot resume sends the whole file
        target.Position = target.Length;
        var buffer = new byte[1 << 16];
        while (true)
        {
            stall.CancelAfter(_patience);
            int count = await source.ReadAsync(buffer, stall.Token).ConfigureAwait(false);
            if (count == 0)
                return target.Length == file.Length ? null : $"the connection ended after {target.Length} of {file.Length} bytes";
            if (target.Length + count > file.Length)
            {
                target.SetLength(0);
                return $"more than the expected {file.Length} bytes";
            }
            await target.WriteAsync(buffer.AsMemory(0, count), stall.Token).ConfigureAwait(false);
            progress?.Report(new DownloadProgress(file.Name, target.Length, file.Length, address));
        }
    }

    private static FileStream OpenPart(string part)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(part)!);
            return new FileStream(part, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(part, e);
        }
    }

    private static DataException Unwritable(string path, Exception cause)
        => new($"{path}: it cannot be written ({cause.Message.TrimEnd('.')}); choose another folder with ImageOptions.DataDirectory.", cause);

    private static string Finish(string part, string target)
    {
        try
        {
            File.Move(part, target, overwrite: true);
            return target;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(target, e);
        }
    }

    private static long LengthOf(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;
}
