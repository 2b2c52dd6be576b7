using Google.Protobuf;

namespace GenerativeVI.Reporting;

/// <summary>A protocol-buffer message, written field by field; the numbers of the fields are the format's.</summary>
internal sealed class Message : IDisposable
{
    private readonly MemoryStream bytes = new();
    private readonly CodedOutputStream output;

    public Message() => output = new CodedOutputStream(bytes, leaveOpen: true);

    public Message Double(int field, double value)
    {
        output.WriteTag(field, WireFormat.WireType.Fixed64);
        output.WriteDouble(value);
        return this;
    }

    public Message Float(int field, float value)
    {
        output.WriteTag(field, WireFormat.WireType.Fixed32);
        output.WriteFloat(value);
        return this;
    }

    public Message Integer(int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
        return this;
    }

    public Message Text(int field, string value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(value);
        return this;
    }

    public Message Bytes(int field, ReadOnlySpan<byte> value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(value));
        return this;
    }

    /// <summary>A message inside this one; closed here.</summary>
    public Message Inner(int field, Message message)
    {
        using (message) return Bytes(field, message.ToSpan());
    }

    /// <summary>Numbers side by side under one tag.</summary>
    public Message Packed(int field, ReadOnlySpan<double> values)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteLength(values.Length * sizeof(double));
        foreach (var value in values) output.WriteDouble(value);
        return this;
    }

    public ReadOnlySpan<byte> ToSpan()
    {
        output.Flush();
        return bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
    }

    public void Dispose() => output.Dispose();
}
