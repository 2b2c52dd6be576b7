using System.IO.Compression;

namespace GenerativeVI.Data;

/// <summary>Unpacks a PNG file: chunks, deflate, row filters, then samples of any depth or a palette to 8 bits.</summary>
internal sealed class PngDecoder(string source)
{
    private PngHeader _header;
    private byte[] _palette = [];
    private byte[] _paletteAlpha = [];

    public PngImage Decode(ReadOnlySpan<byte> file)
    {
        using var packed = new MemoryStream();
        _header = ReadHeader(file, source, out int position);
        for (string name = ""; name != "IEND";)
        {
            var data = PngChunks.Next(file, ref position, source, out name);
            switch (name)
            {
                case "PLTE":
                    _palette = data.ToArray();
                    break;
                case "tRNS" when _header.Colour == PngColour.Palette:
                    _paletteAlpha = data.ToArray();
                    break;
                case "IDAT":
                    packed.Write(data);
                    break;
                case not "IEND" when char.IsAsciiLetterUpper(name[0]):
                    throw new DataException(source, "chunks that PNG defines", $"'{name}', which must not be skipped");
            }
        }
        packed.Position = 0;
        var rows = Unpack(packed);
        Unfilter(rows);
        return Expand(rows);
    }

    /// <summary>Reads as far as the image's size, which is cheap.</summary>
    public static PngHeader ReadHeader(ReadOnlySpan<byte> file, string source, out int position)
    {
        if (!file.StartsWith(PngChunks.Signature))
            throw new DataException(source, "a PNG file (first bytes 89 'PNG')", $"first bytes {Convert.ToHexString(file[..Math.Min(4, file.Length)])}");
        position = PngChunks.Signature.Length;
        var data = PngChunks.Next(file, ref position, source, out string name);
        return name == "IHDR" ? PngHeader.Parse(data, source) : throw new DataException(source, "the chunk IHDR first", name);
    }

    private byte[] Unpack(MemoryStream packed)
    {
        _header.RequireRoom(packed.Length, source);
        var rows = new byte[_header.ContentBytes];
        try
        {
            using var content = new ZLibStream(packed, CompressionMode.Decompress);
            int read = content.ReadAtLeast(rows, rows.Length, throwOnEndOfStream: false);
            if (read < rows.Length || content.ReadByte() >= 0)
                throw new DataException(source, $"{rows.Length} bytes of rows", read < rows.Length ? $"{read}" : "more");
            return rows;
        }
        catch (InvalidDataException e)
        {
            throw new DataException(source, "intact compressed data", "damaged or missing data", cause: e);
        }
    }

    private void Unfilter(byte[] rows)
    {
        int stride = (int)_header.RowBytes;
        ReadOnlySpan<byte> above = new byte[stride];
        for (int y = 0; y < _header.Height; y++)
        {
            int start = y * (stride + 1);
            var row = rows.AsSpan(start + 1, stride);
            PngFilters.Undo(rows[start], row, above, _header.FilterStep, source);
            above = row;
        }
    }

    private PngImage Expand(byte[] rows)
    {
        int channels = _header.Colour == PngColour.Palette ? (_paletteAlpha.Length > 0 ? 4 : 3) : _header.StoredChannels;
        var samples = new byte[_header.Width * _header.Height * channels];
        int stride = (int)_header.RowBytes, perRow = _header.Width * _header.StoredChannels;
        for (int y = 0, target = 0; y < _header.Height; y++)
        {
            var row = rows.AsSpan(y * (stride + 1) + 1, stride);
            for (int i = 0; i < perRow; i++)
            {
                int sample = SampleAt(row, i);
                if (_header.Colour != PngColour.Palette)
                    samples[target++] = ToByte(sample);
                else
                    target += Look(sample, samples.AsSpan(target, channels));
            }
        }
        return new PngImage(samples, _header.Width, _header.Height, channels);
    }

    private int SampleAt(ReadOnlySpan<byte> row, int index) => _header.Depth switch
    {
        16 => (row[2 * index] << 8) | row[2 * index + 1],
        8 => row[index],
        int depth => (row[index * depth / 8] >> (8 - depth - index * depth % 8)) & ((1 << depth) - 1),
    };

    // Depths below 8 divide 255 exactly; 16 bits are rounded to the nearest of 256 levels, 257 apart.
    private byte ToByte(int sample) => _header.Depth == 16 ? (byte)((sample + 128) / 257) : (byte)(sample * 255 / ((1 << _header.Depth) - 1));

    private int Look(int index, Span<byte> pixel)
    {
        if (3 * index + 3 > _palette.Length)
            throw new DataException(source, $"palette entries below {_palette.Length / 3}", $"a pixel with entry {index}");
        _palette.AsSpan(3 * index, 3).CopyTo(pixel);
        if (pixel.Length == 4)
            pixel[3] = index < _paletteAlpha.Length ? _paletteAlpha[index] : (byte)255;
        return pixel.Length;
    }
}
