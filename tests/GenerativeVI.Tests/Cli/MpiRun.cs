using System.Diagnostics;

namespace GenerativeVI.Tests.Cli;

/// <summary>The built command line as ranks of an MPI job.</summary>
internal static class MpiRun
{
    /// <summary>The launchers by the names that Debian gives them.</summary>
    public static IReadOnlyList<string> Launchers { get; } = ["mpirun.openmpi", "mpirun.mpich"];

    /// <summary>Skips a test where a launcher is not installed.</summary>
    public static void Require(string launcher)
    {
        var folders = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        Assert.SkipUnless(folders.Any(folder => File.Exists(Path.Combine(folder, launcher))), $"{launcher} is not "
            + $"installed: apt-get install openmpi-bin libopenmpi-dev mpich libmpich-dev.");
    }

    /// <summary>Runs gvi on so many ranks to its end.</summary>
    public static Words Run(string launcher, int ranks, params string[] arguments)
    {
        using var process = Start(launcher, ranks, arguments);
        var error = process.StandardError.ReadToEndAsync();
        return Gvi.Finish(process, process.StandardOutput.ReadToEnd(), error);
    }

    /// <summary>Starts gvi on so many ranks.</summary>
    public static Process Start(string launcher, int ranks, params string[] arguments) =>
        StartProgram(launcher, ranks, [Path.Combine(Gvi.Home, "gvi.dll"), .. arguments]);

    /// <summary>Starts a .NET program on so many ranks.</summary>
    public static Process StartProgram(string launcher, int ranks, params string[] program)
    {
        string[] words = ["-n", $"{ranks}", "dotnet", .. program];
        var start = new ProcessStartInfo(launcher, words) { RedirectStandardOutput = true,
            RedirectStandardError = true };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            // In containers everything is root's; and a test machine may have fewer cores than ranks.
            ["OMPI_ALLOW_RUN_AS_ROOT"] = "1", ["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1",
                ["OMPI_MCA_rmaps_base_oversubscribe"] = "1",
            ["OMPI_MCA_hwloc_base_binding_policy"] = "none", ["OMPI_MCA_mpi_yield_when_idle"] = "1",
                ["OMPI_MCA_btl_vader_single_copy_mechanism"] = "none",
        }) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
