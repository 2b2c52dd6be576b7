using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenerativeVI.Tests.Architecture;

namespace GenerativeVI.Tests.Reporting;

/// <summary>Pages as a headless Chromium shows them, opened by Playwright: tests/browser/look.mjs, run by node.</summary>
internal static class Browser
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static string? Program => Environment.GetEnvironmentVariable("GENERATIVEVI_CHROMIUM") ?? Places.FirstOrDefault(File.Exists);

    private static string Home => Repository.Path("tests/browser");

    /// <summary>Skips the test where there is no browser, or nothing to drive it with.</summary>
    public static void RequirePresent()
    {
        Assert.SkipWhen(Program is null, "there is no chromium on this machine; install it, or name one in GENERATIVEVI_CHROMIUM.");
        var driver = Directory.Exists(Path.Combine(Home, "node_modules/playwright-core"));
        Assert.SkipUnless(driver, "Playwright is not installed; where there are node and npm, ./test does it, or 'npm ci' in tests/browser.");
    }

    /// <summary>Opens a file and answers what came of it.</summary>
    /// <param name="file">The page.</param>
    /// <param name="scripting">Whether its scripts may run.</param>
    /// <param name="dark">Whether the person likes it dark.</param>
    /// <param name="width">Of the window.</param>
    /// <param name="expressions">What to evaluate in the page.</param>
    public static async Task<Sight> Look(string file, bool scripting, bool dark, int width, params string[] expressions)
    {
        var wanted = new JsonObject
        {
            ["program"] = Program,
            ["file"] = file,
            ["scripting"] = scripting,
            ["dark"] = dark,
            ["width"] = width,
            ["expressions"] = new JsonArray([.. expressions.Select(expression => JsonValue.Create(expression))]),
        };
        var start = new ProcessStartInfo("node", ["look.mjs"])
        {
            WorkingDirectory = Home,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var process = Process.Start(start)!;
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
            await process.StandardInput.WriteAsync(wanted.ToJsonString());
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token);
            Assert.True(process.ExitCode == 0, await error);
            return JsonSerializer.Deserialize<Sight>(await output, JsonSerializerOptions.Web)!;
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}

/// <summary>What came of opening a page.</summary>
/// <param name="Values">Of the expressions.</param>
/// <param name="Requests">What the page asked for, by address.</param>
/// <param name="Complaints">What the browser complained of: script errors, refusals of the content security policy.</param>
/// <param name="Picture">The whole page as PNG.</param>
internal sealed record Sight(JsonNode[] Values, string[] Requests, string[] Complaints, byte[] Picture);
