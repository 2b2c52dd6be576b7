namespace TorchSharp;

/// <summary>While it lasts, backward names the forward operation behind an error and, if asked, stops at the first NaN.</summary>
public class AnomalyMode : IDisposable
{
    private readonly (bool Enabled, bool ShouldCheckNaN) _before = (IsEnabled, ShouldCheckNaN);

    public AnomalyMode(bool enabled, bool check_nan = true) => Set(enabled, check_nan);

    public static bool IsEnabled => Shim.shim_anomaly_mode() != 0;
    public static bool ShouldCheckNaN => Shim.shim_anomaly_mode() == 2;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Set(_before.Enabled, _before.ShouldCheckNaN);

    private static void Set(bool enabled, bool nan) => Shim.shim_set_anomaly_mode(enabled ? 1 : 0, nan ? 1 : 0);
}

public static partial class torch
{
    public static partial class autograd
    {
        public static AnomalyMode detect_anomaly(bool check_nan = true) => new(true, check_nan);
        public static AnomalyMode set_detect_anomaly(bool mode, bool check_nan = true) => new(mode, check_nan);
    }
}
