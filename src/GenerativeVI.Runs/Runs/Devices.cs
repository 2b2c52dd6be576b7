namespace GenerativeVI;

/// <summary>Devices by the names people give them.</summary>
public static class Devices
{
    /// <summary>The device of that name.</summary>
    /// <param name="name">"cpu", "cuda", or "auto": cuda where there is one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Device Find(string name) => name switch
    {
        "cpu" => CPU,
        "auto" => cuda.is_available() ? CUDA : CPU,
        "cuda" when cuda.is_available() => CUDA,
        "cuda" => throw new ArgumentException("device cuda: this libtorch sees no CUDA device; use RunSettings.Device = cpu, or a libtorch with CUDA on a machine with a GPU (gvi doctor says what was found)."),
        _ => throw new ArgumentException($"device: expected auto, cpu or cuda, got \"{name}\"."),
    };
}
