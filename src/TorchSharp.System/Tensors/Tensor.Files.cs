using System.Text;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Writes libtorch's own file format; Save writes TorchSharp's.</summary>
        public unsafe void save(string location)
        {
            fixed (byte* path = Encoding.UTF8.GetBytes(location + "\0")) Shim.Check(Keep(Shim.shim_save(Live, path)), $"save(\"{location}\")");
        }

        public static unsafe Tensor load(string location)
        {
            IntPtr handle;
            fixed (byte* path = Encoding.UTF8.GetBytes(location + "\0")) Shim.Check(Shim.shim_load(path, &handle), $"load(\"{location}\")");
            return new(handle);
        }

        public static Tensor Load(BinaryReader reader) => TensorExtensionMethods.Load(reader);

        public static Tensor Load(Stream stream)
        {
            using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
            return Load(reader);
        }

        public static Tensor Load(string location)
        {
            using var stream = File.OpenRead(location);
            return Load(stream);
        }

        public void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            using var scope = NewDisposeScope();
            foreach (var piece in Pieces(cpu().contiguous())) stream.Write(piece.bytes);
        }

        public void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            using var scope = NewDisposeScope();
            foreach (var piece in Pieces(this)) stream.ReadExactly(piece.bytes);
        }

        /// <summary>A tensor may be larger than a span.</summary>
        private static IEnumerable<Tensor> Pieces(Tensor tensor)
        {
            const long piece = 1 << 24;
            var flat = tensor.detach().view(-1);
            for (var start = 0L; start < flat.numel(); start += piece) yield return flat.narrow(0, start, Math.Min(piece, flat.numel() - start));
        }
    }

    public static void save(Tensor t, string location) => t.save(location);
    public static Tensor load(string location) => Tensor.load(location);
}
