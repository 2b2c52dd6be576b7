using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GenerativeVI.Tests.Data;

/// <summary>A web server on the loopback interface that answers each request with bytes made by a function, and then hangs up.</summary>
internal sealed class TestServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, byte[]> _answer;

    /// <param name="answer">From the request's head to the whole response.</param>
    public TestServer(Func<string, byte[]> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>The heads of all requests so far.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>A server of one file that honours ranges.</summary>
    public static TestServer Of(byte[] file) => new(request => Respond(file, RangeStart(request)));

    public static TestServer Refusing(string status) => new(_ => Head(status, 0));

    public static byte[] Respond(byte[] file, int from) => from == 0
        ? [.. Head("200 OK", file.Length), .. file]
        : [.. Head("206 Partial Content", file.Length - from, $"Content-Range: bytes {from}-{file.Length - 1}/{file.Length}\r\n"), .. file[from..]];

    public static byte[] Head(string status, int length, string more = "")
        => Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n{more}\r\n");

    public static int RangeStart(string request)
    {
        int at = request.IndexOf("bytes=", StringComparison.Ordinal);
        return at < 0 ? 0 : int.Parse(request[(at + 6)..request.IndexOf('-', at)], System.Globalization.CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                using var stream = client.GetStream();
                using var reader = new StreamReader(stream);
                var head = new StringBuilder();
                while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
                    head.AppendLine(line);
                Requests.Add(head.ToString());
                await stream.WriteAsync(_answer(head.ToString()), _stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
            {
            }
        }
    }
}
