namespace GenerativeVI.Data;

/// <summary>The gray that a colour is as bright as: 0.299 red + 0.587 green + 0.114 blue.</summary>
/// <remarks>Source: ITU-R BT.601, as most programs that turn pictures gray have it.</remarks>
internal static class Luminance
{
    public static byte Of(byte red, byte green, byte blue) => (byte)((299 * red + 587 * green + 114 * blue + 500) / 1000);

    /// <summary>Gray images of colour ones; gray ones as they are.</summary>
    /// <param name="images">[N, 3, H, W], or anything else.</param>
    public static ImageArray Gray(ImageArray images)
    {
        if (images.Shape is not [var count, 3, var height, var width]) return images;
        var plane = checked((int)(height * width));
        long[] shape = [count, height, width];
        switch (images)
        {
            case ByteImages bytes:
                var levels = new byte[count * plane];
                for (var i = 0; i < levels.Length; i++)
                {
                    var first = i / plane * 3 * plane + i % plane;
                    levels[i] = Of(bytes.Pixels[first], bytes.Pixels[first + plane], bytes.Pixels[first + 2 * plane]);
                }
                return new ByteImages(levels, shape, bytes.White);
            default:
                var (colour, gray) = (((FloatImages)images).Intensities, new float[count * plane]);
                for (var i = 0; i < gray.Length; i++)
                {
                    var first = i / plane * 3 * plane + i % plane;
                    gray[i] = 0.299f * colour[first] + 0.587f * colour[first + plane] + 0.114f * colour[first + 2 * plane];
                }
                return new FloatImages(gray, shape);
        }
    }
}
