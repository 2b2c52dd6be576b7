using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Reporting;

/// <summary>A page in a headless Chromium, driven over its own DevTools protocol.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly TempFolder profile = new();
    private readonly ClientWebSocket socket = new();
    private readonly CancellationTokenSource patience = new(TimeSpan.FromMinutes(2));
    private readonly Process process;
    private string? session;
    private int calls;

    private Chromium()
    {
        string[] options =
        [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
            "--remote-debugging-port=0", $"--user-data-dir={profile.Path}", "about:blank",
        ];
        process = Process.Start(new ProcessStartInfo(Program!, options) { RedirectStandardError = true })!;
    }

    /// <summary>The program, or null where there is none.</summary>
    public static string? Program => Environment.GetEnvironmentVariable("GENERATIVEVI_CHROMIUM") ?? Places.FirstOrDefault(File.Exists);

    /// <summary>What the page asked for, by address.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>What the browser complained of: script errors, refusals of the content security policy.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Opens a file and waits until it is loaded.</summary>
    public static async Task<Chromium> Open(string file, bool scripting, bool dark = false, int width = 1280)
    {
        var page = new Chromium();
        try
        {
            await page.Attach();
            foreach (var domain in (string[])["Page", "Network", "Log", "Runtime"]) await page.Call($"{domain}.enable");
            await page.Call("Emulation.setScriptExecutionDisabled", new() { ["value"] = !scripting });
            var scheme = new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" };
            await page.Call("Emulation.setEmulatedMedia", new() { ["features"] = new JsonArray(scheme) });
            await page.Call("Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = 900, ["deviceScaleFactor"] = 1, ["mobile"] = false });
            await page.Call("Page.navigate", new() { ["url"] = new Uri(file).AbsoluteUri });
            const string loaded = "document.readyState === 'complete' && location.protocol === 'file:'";
            while (!(await page.Evaluate(loaded)).GetValue<bool>()) await Task.Delay(50, page.patience.Token);
            return page;
        }
        catch
        {
            await page.DisposeAsync();
            throw;
        }
    }

    /// <summary>The value of an expression in the page.</summary>
    public async Task<JsonNode> Evaluate(string expression)
    {
        var answer = await Call("Runtime.evaluate", new() { ["expression"] = expression, ["returnByValue"] = true });
        return answer["exceptionDetails"] is { } error ? throw new InvalidOperationException(error.ToJsonString()) : answer["result"]!["value"]!;
    }

    /// <summary>The whole page as PNG.</summary>
    public async Task<byte[]> Screenshot()
    {
        var answer = await Call("Page.captureScreenshot", new() { ["captureBeyondViewport"] = true, ["clip"] = await Whole() });
        return Convert.FromBase64String(answer["data"]!.GetValue<string>());
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        socket.Dispose();
        patience.Dispose();
        profile.Dispose();
    }

    private async Task<JsonNode> Whole()
    {
        var size = (await Call("Page.getLayoutMetrics"))["cssContentSize"]!.DeepClone();
        size["scale"] = 1;
        return size;
    }

    private async Task Attach()
    {
        const string sign = "DevTools listening on ";
        string? line;
        do line = await process.StandardError.ReadLineAsync(patience.Token) ?? throw new InvalidOperationException("chromium ended at once.");
        while (!line.StartsWith(sign, StringComparison.Ordinal));
        // Read on, so that the browser never waits for room to complain in.
        _ = process.StandardError.ReadToEndAsync(patience.Token);
        await socket.ConnectAsync(new Uri(line[sign.Length..]), patience.Token);
        var target = await Call("Target.createTarget", new() { ["url"] = "about:blank" });
        var attached = await Call("Target.attachToTarget", new() { ["targetId"] = target["targetId"]!.GetValue<string>(), ["flatten"] = true });
        session = attached["sessionId"]!.GetValue<string>();
    }

    private async Task<JsonNode> Call(string method, JsonObject? parameters = null)
    {
        var id = ++calls;
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        if (session is not null) message["sessionId"] = session;
        await socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, patience.Token);
        while (true)
        {
            var answer = await Receive();
            if (answer["id"]?.GetValue<int>() == id) return answer["result"] ?? throw new InvalidOperationException($"{method}: {answer["error"]}");
            Note(answer);
        }
    }

    private async Task<JsonNode> Receive()
    {
        using var message = new MemoryStream();
        var part = new byte[1 << 16];
        WebSocketReceiveResult result;
        do
        {
            result = await socket.ReceiveAsync(part, patience.Token);
            message.Write(part, 0, result.Count);
        }
        while (!result.EndOfMessage);
        return JsonNode.Parse(message.GetBuffer().AsSpan(0, (int)message.Length))!;
    }

    private void Note(JsonNode happened)
    {
        switch (happened["method"]?.GetValue<string>())
        {
            case "Network.requestWillBeSent": Requests.Add(happened["params"]!["request"]!["url"]!.GetValue<string>()); break;
            case "Log.entryAdded": Complaints.Add(happened["params"]!["entry"]!["text"]!.GetValue<string>()); break;
            case "Runtime.exceptionThrown": Complaints.Add(happened["params"]!["exceptionDetails"]!.ToJsonString()); break;
        }
    }
}
