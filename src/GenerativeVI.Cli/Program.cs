using System.Text;
using GenerativeVI.Cli;

if (OperatingSystem.IsWindows()) Console.OutputEncoding = Encoding.UTF8;
return CommandLine.Run(args, Console.Out, Console.Error);
