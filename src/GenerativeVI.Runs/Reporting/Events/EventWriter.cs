using GenerativeVI.Data;

namespace GenerativeVI.Reporting;

/// <summary>
/// Writes an event file as TensorBoard reads it: scalars, histograms and images, each under a tag and at a step. A writer makes a file of its own, so that a
/// training that goes on later
/// adds a file to the folder and TensorBoard joins them.
/// </summary>
/// <remarks>Source: TensorBoard's event.proto, summary.proto and histogram.proto, and TensorFlow's record format. Not thread-safe.</remarks>
public sealed class EventWriter : IDisposable
{
    private readonly FileStream file;

    /// <summary>Begins a file events.out.tfevents.SECONDS.PROCESS.NUMBER in a folder.</summary>
    /// <param name="folder">The folder; made if missing.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public EventWriter(string folder)
    {
        Directory.CreateDirectory(folder);
        var name = $"events.out.tfevents.{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}.{Environment.ProcessId}";
        var number = Enumerable.Range(0, int.MaxValue).First(n => !File.Exists(System.IO.Path.Combine(folder, $"{name}.{n}")));
        Path = System.IO.Path.Combine(folder, $"{name}.{number}");
        file = new FileStream(Path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        Append(new Message().Double(1, Now).Text(3, "brain.Event:2"));
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    private static double Now => (DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds;

    /// <summary>Appends one number.</summary>
    /// <param name="tag">What it is; a '/' groups tags.</param>
    /// <param name="value">The number; the format holds it in single precision.</param>
    /// <param name="step">When in the training.</param>
    public void Scalar(string tag, double value, long step) => Append(step, Tagged(tag).Float(2, (float)value));

    /// <summary>Appends how numbers are spread.</summary>
    /// <param name="tag">What they are.</param>
    /// <param name="histogram">Their counts.</param>
    /// <param name="step">When in the training.</param>
    public void Histogram(string tag, Histogram histogram, long step)
    {
        var counts = new Message()
            .Double(1, histogram.Least).Double(2, histogram.Greatest).Double(3, histogram.Count).Double(4, histogram.Sum).Double(5, histogram.SumOfSquares)
            .Packed(6, [.. histogram.Limits]).Packed(7, [.. histogram.Counts]);
        Append(step, Tagged(tag).Inner(5, counts));
    }

    /// <summary>Appends an image, as PNG.</summary>
    /// <param name="tag">What it shows.</param>
    /// <param name="image">The image.</param>
    /// <param name="step">When in the training.</param>
    public void Image(string tag, PngImage image, long step)
    {
        var picture = new Message().Integer(1, image.Height).Integer(2, image.Width).Integer(3, image.Channels).Bytes(4, Png.Encode(image));
        Append(step, Tagged(tag).Inner(4, picture));
    }

    /// <summary>Hands what was appended to the operating system, so that TensorBoard sees it.</summary>
    public void Flush() => file.Flush();

    /// <summary>Flushes and closes the file.</summary>
    public void Dispose() => file.Dispose();

    private static Message Tagged(string tag) => new Message().Text(1, tag);

    private void Append(long step, Message value) => Append(new Message().Double(1, Now).Integer(2, step).Inner(5, new Message().Inner(1, value)));

    private void Append(Message record)
    {
        using (record) RecordFile.Write(file, record.ToSpan());
    }
}
