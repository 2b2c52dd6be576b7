namespace GenerativeVI.Data;

/// <summary>Decides what the axes of an array of images mean.</summary>
internal static class PixelShape
{
    /// <summary>
    /// [N, D] and [N, H, W] stay. Of four axes, the second is the channel axis if it is 1 or 3 long, else the last one is and moves there; one channel is dropped. A given shape
    /// of one image overrides the axes after the first; of its own three, the channel axis is the first if it is 1 long, the last if that is, and else the first or the last of 3.
    /// </summary>
    public static NumericArray ChannelsFirst(NumericArray array, IReadOnlyList<long>? given, out long[] shape)
    {
        shape = array.Shape;
        if (shape.Length == 1)
            throw new DataException(array.Source, "images (2 to 4 axes)", $"one axis of {shape[0]} numbers, as a file of labels has", "give the file of images");
        if (shape.Length is 0 or > 4 || shape.Any(length => length == 0))
            throw new DataException(array.Source, "images (2 to 4 axes, none empty)", $"[{string.Join(", ", shape)}]");
        if (given is not null)
            return Reshape(array, given, out shape);
        switch (shape)
        {
            case [var n, 1, var h, var w]:
                shape = [n, h, w];
                return array;
            case [_, 3, _, _]:
            case not [_, _, _, _]:
                return array;
            case [var n, var h, var w, 1]:
                shape = [n, h, w];
                return array;
            case [var n, var h, var w, 3]:
                shape = [n, 3, h, w];
                return array with { Bytes = MoveLastFirst(array, h * w, 3) };
            default:
                throw new DataException(array.Source, "1 or 3 channels as the second or the last of four axes", $"[{string.Join(", ", shape)}]");
        }
    }

    private static NumericArray Reshape(NumericArray array, IReadOnlyList<long> given, out long[] shape)
    {
        long size = array.Count / array.Shape[0];
        if (given.Any(length => length < 1) || given.Aggregate((UInt128)1, (product, length) => product * (UInt128)length) != (UInt128)size)
            throw new DataException(
                array.Source,
                $"{string.Join(" x ", given)} numbers in an image, as the shape says",
                $"{size}",
                "correct the shape, or name a column of labels 'label' in a header line");
        shape = [array.Shape[0], .. given];
        return given switch
        {
            [1, var h, var w] => Keep([array.Shape[0], h, w], out shape),
            [var h, var w, 1] => Keep([array.Shape[0], h, w], out shape),
            [3, _, _] => array,
            [var h, var w, 3] when Keep([array.Shape[0], 3, h, w], out shape) is var last => last with { Bytes = MoveLastFirst(array, h * w, 3) },
            [_] or [_, _] => array,
            _ => throw new DataException(array.Source, "a shape of an image: H,W or H,W,C or C,H,W with 1 or 3 channels C", string.Join(',', given), "correct the shape"),
        };

        NumericArray Keep(long[] axes, out long[] kept)
        {
            kept = axes;
            return array;
        }
    }

    private static byte[] MoveLastFirst(NumericArray array, long plane, int channels)
    {
        int size = NumericArray.SizeOf(array.Type), image = checked((int)(plane * channels * size));
        var target = GC.AllocateUninitializedArray<byte>(array.Bytes.Length);
        for (int start = 0; start < target.Length; start += image)
        {
            for (int i = 0; i < plane * channels; i++)
            {
                int from = start + i * size, to = start + (i % channels * (int)plane + i / channels) * size;
                array.Bytes.AsSpan(from, size).CopyTo(target.AsSpan(to));
            }
        }
        return target;
    }
}
