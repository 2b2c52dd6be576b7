using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The version of libtorch that the shim was compiled for.</summary>
    public static string __version__ => Marshal.PtrToStringUTF8(Shim.shim_version())!;

    public static int get_num_threads() => Shim.shim_threads();
    public static void set_num_threads(int num) => Shim.Check(Shim.shim_set_threads(num), "set_num_threads");
    public static int get_num_interop_threads() => Shim.shim_interop_threads();
    public static void set_num_interop_threads(int num) => Shim.Check(Shim.shim_set_interop_threads(num), "set_num_interop_threads");

    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (!TryInitializeDeviceType(deviceType))
            throw new InvalidOperationException($"Torch device type {deviceType} did not initialise on the current machine.");
    }

    public static bool TryInitializeDeviceType(DeviceType deviceType) =>
        deviceType == DeviceType.CPU ? get_num_threads() > 0 : Shim.shim_device_count((int)deviceType) > 0;

    public static Device InitializeDevice(Device? device)
    {
        device ??= get_default_device();
        InitializeDeviceType(device.type);
        return device;
    }

    public static bool cuda_is_available() => cuda.is_available();
    public static bool mps_is_available() => Shim.shim_device_count((int)DeviceType.MPS) > 0;

    public static class cuda
    {
        public static bool is_available() => device_count() > 0;
        public static bool is_cudnn_available() => is_available() && Shim.shim_has_cudnn() != 0;
        public static int device_count() => Shim.shim_device_count((int)DeviceType.CUDA);

        public static void manual_seed(long seed)
        {
            if (is_available()) Generator.For(CUDA).manual_seed(seed);
        }

        public static void manual_seed_all(long seed)
        {
            for (var i = device_count() - 1; i >= 0; i--) Generator.For(new Device(DeviceType.CUDA, i)).manual_seed(seed);
        }

        public static void synchronize(Device? device = null)
        {
            InitializeDeviceType(DeviceType.CUDA);
            Shim.Check(Shim.shim_synchronize(device?.index ?? -1), "cuda.synchronize");
        }
    }

    public static class backends
    {
        public static class cuda
        {
            public static class matmul
            {
                public static bool allow_tf32 { get => Shim.shim_tf32(0) != 0; set => Shim.Check(Shim.shim_set_tf32(0, value ? 1 : 0)); }
            }
        }

        public static class cudnn
        {
            public static bool allow_tf32 { get => Shim.shim_tf32(1) != 0; set => Shim.Check(Shim.shim_set_tf32(1, value ? 1 : 0)); }
        }
    }
}
