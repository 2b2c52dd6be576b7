namespace TorchSharp;

public enum DeviceType { CPU = 0, CUDA = 1, MKLDNN = 2, OPENGL = 3, OPENCL = 4, IDEEP = 5, HIP = 6, FPGA = 7, MSNPU = 8, XLA = 9, MPS = 13, META = 14 }

public static partial class torch
{
    public class Device
    {
        public Device(DeviceType deviceType, int index = -1) =>
            (type, this.index) = (deviceType, deviceType is DeviceType.CPU or DeviceType.META ? -1 : index < 0 ? 0 : index);
        public Device(string description) : this(Type(description), Index(description)) { }
        public Device(string deviceType, int index = -1) : this(Type(deviceType), index) { }
        public Device(int index) : this(DeviceType.CUDA, index) { }

        public DeviceType type { get; }
        public int index { get; }

        public static implicit operator Device(string description) => new(description);

        public override string ToString() => type.ToString().ToLowerInvariant() + (index >= 0 ? ":" + index : "");

        private static DeviceType Type(string description) =>
            Enum.TryParse<DeviceType>(description.Split(':')[0].Trim(), ignoreCase: true, out var type) ? type
            : throw new ArgumentException($"'{description}' names no device: write cpu, cuda or cuda:1.");

        private static int Index(string description) =>
            description.Split(':') is [_, var index] ? int.Parse(index, System.Globalization.CultureInfo.InvariantCulture) : -1;
    }

    public static Device CPU = new(DeviceType.CPU);
    public static Device META = new(DeviceType.META);
    public static Device CUDA => new(DeviceType.CUDA);

    public static Device device(string description) => new(description);
    public static Device device(string deviceType, int index = -1) => new(deviceType, index);
    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);
    public static Device device(int index) => new(index);

    private static Device _default = CPU;
    public static Device get_default_device() => _default;
    public static void set_default_device(Device device) => _default = device;
    public static void set_default_device(string device) => _default = new Device(device);
}
