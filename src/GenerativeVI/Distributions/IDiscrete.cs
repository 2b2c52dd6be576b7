namespace GenerativeVI.Distributions;

/// <summary>What takes countably many values: its log-density is a log-mass, which no ratio with a density of continuous values makes sense of.</summary>
public interface IDiscrete : ISampler;
