using System.Text;
using GenerativeVI.Cli;
using GenerativeVI.Tensors;

if (OperatingSystem.IsWindows()) Console.OutputEncoding = Encoding.UTF8;
// Launchers give a rank a terminal of its own and pass on what it writes: without words to the terminal.
if (Mpi.IsLaunched) Environment.SetEnvironmentVariable("TERM", "dumb");
return CommandLine.Run(args, Console.Out, Console.Error);
