namespace GenerativeVI.Tests.Statistics;

/// <summary>How many draws statistical tests take: all of them, or with GENERATIVEVI_TEST_EFFORT=short enough to notice a blunder.</summary>
public static class Effort
{
    public static int Draws(int full, int shortened) => Environment.GetEnvironmentVariable("GENERATIVEVI_TEST_EFFORT") == "short" ? shortened : full;
}
