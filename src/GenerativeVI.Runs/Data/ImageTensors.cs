namespace GenerativeVI.Data;

/// <summary>Images as tensors.</summary>
public static class ImageTensors
{
    extension(TensorData)
    {
        /// <summary>Images as a data set on the CPU: bytes stay bytes.</summary>
        /// <param name="images">Images and their labels.</param>
        public static TensorData From(ImageSet images)
        {
            using var scope = NewDisposeScope();
            var labels = images.Labels is { } classes ? tensor(classes) : null;
            var shape = images.Images.Shape;
            if (images.Images is ByteImages bytes)
                return new TensorData(tensor(bytes.Pixels).reshape(images.Count, -1), labels, shape[1..], bytes.White);
            var intensities = new float[images.Count * images.Images.Size];
            images.Images.CopyIntensities(0, intensities);
            return new TensorData(tensor(intensities).reshape(images.Count, -1), labels, shape[1..]);
        }
    }
}
