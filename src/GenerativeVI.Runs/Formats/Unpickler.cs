using System.Buffers.Binary;
using System.Text;
using GenerativeVI.Data;

namespace GenerativeVI.Formats;

/// <summary>
/// Reads the pickle of a torch state dictionary and nothing more: numbers, texts, lists, tuples, dictionaries, and tensors as <see cref="PickledTensor"/>. A
/// pickle is a program that may
/// call any function by name; here every name but the handful in <see cref="PickleGlobals"/> is refused, so that no file can make anything run.
/// </summary>
/// <remarks>Protocols 2 to 4, as torch.save writes them. Source: the opcodes as Python's module pickletools documents them.</remarks>
internal sealed class Unpickler
{
    private static readonly object Mark = new();

    private readonly byte[] program;
    private readonly string path;
    private readonly List<object?> stack = [];
    private readonly Dictionary<long, object?> memo = [];
    private int place;
    private long budget;

    private Unpickler(byte[] program, long budget, string path) => (this.program, this.budget, this.path) = (program, budget, path);

    /// <summary>Runs a pickle.</summary>
    /// <param name="program">Its bytes.</param>
    /// <param name="budget">The bytes that its objects may take.</param>
    /// <param name="path">The file, for messages.</param>
    /// <returns>null, bool, long, double, string, object?[] for a tuple, List&lt;object?&gt;, OrderedDictionary&lt;object, object?&gt;, or one of the records
    /// in Pickled.cs.</returns>
    public static object? Run(byte[] program, long budget, string path)
    {
        var unpickler = new Unpickler(program, budget, path);
        while (unpickler.Step())
        {
        }
        return unpickler.Pop();
    }

    /// <summary>Executes one opcode; false at the end.</summary>
    private bool Step()
    {
        var at = place;
        switch ((char)Byte())
        {
            case '\x80': // PROTO
                if (Byte() is < 2 or > 4) throw Damaged("its pickle is of a protocol other than 2 to 4");
                break;
            case '\x95': // FRAME
                Take(8);
                break;
            case '.': // STOP
                return false;
            case '(': // MARK
                Push(Mark);
                break;
            case '0': // POP
                Pop();
                break;
            case 'N': // NONE
                Push(null);
                break;
            case '\x88': // NEWTRUE
                Push(true);
                break;
            case '\x89': // NEWFALSE
                Push(false);
                break;
            case 'K': // BININT1
                Push((long)Byte());
                break;
            case 'M': // BININT2
                Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2)));
                break;
            case 'J': // BININT
                Push((long)Int32());
                break;
            case '\x8A': // LONG1
                Push(Long(Byte()));
                break;
            case 'G': // BINFLOAT
                Push(BinaryPrimitives.ReadDoubleBigEndian(Take(8)));
                break;
            case 'X': // BINUNICODE
                Push(Text(Int32()));
                break;
            case '\x8C': // SHORT_BINUNICODE
                Push(Text(Byte()));
                break;
            case '}': // EMPTY_DICT
                Push(new OrderedDictionary<object, object?>(), 96);
                break;
            case ']': // EMPTY_LIST
                Push(new List<object?>(), 64);
                break;
            case ')': // EMPTY_TUPLE
                Push(Array.Empty<object?>());
                break;
            case '\x85' or '\x86' or '\x87': // TUPLE1, TUPLE2, TUPLE3
                Tuple(PopMany(program[at] - 0x84));
                break;
            case 't': // TUPLE
                Tuple(PopToMark());
                break;
            case 'a': // APPEND
                Append(PopMany(1));
                break;
            case 'e': // APPENDS
                Append(PopToMark());
                break;
            case 's': // SETITEM
                Set(PopMany(2));
                break;
            case 'u': // SETITEMS
                Set(PopToMark());
                break;
            case 'q': // BINPUT
                Remember(Byte());
                break;
            case 'r': // LONG_BINPUT
                Remember(Int32());
                break;
            case '\x94': // MEMOIZE
                Remember(memo.Count);
                break;
            case 'h': // BINGET
                Recall(Byte());
                break;
            case 'j': // LONG_BINGET
                Recall(Int32());
                break;
            case 'c': // GLOBAL
                Push(PickleGlobals.Find(Line(), Line(), path));
                break;
            case '\x93': // STACK_GLOBAL
                Push(PopMany(2) is [string module, string name]
                    ? PickleGlobals.Find(module, name, path)
                    : throw Damaged("its pickle names a function by something other than text"));
                break;
            case 'Q': // BINPERSID
                Push(PickleGlobals.Storage(Pop()) ?? throw Damaged("its pickle refers to something other than a storage"), 64);
                break;
            case 'R': // REDUCE
                Push(Call(PopMany(2)), 192);
                break;
            case 'b': // BUILD
                // Attributes of a dictionary, such as a state dictionary's version numbers: nothing that we need.
                Pop();
                if (stack is not [.., OrderedDictionary<object, object?>]) throw Damaged("its pickle sets attributes of something other than a dictionary");
                break;
            default:
                throw Damaged($"its pickle has the operation 0x{program[at]:X2} at byte {at}, which no state dictionary needs");
        }
        return true;
    }

    private object Call(object?[] call) => call is [PickledFunction function, object?[] arguments]
        ? PickleGlobals.Call(function, arguments) ?? throw Damaged($"its pickle calls {function.Name} with other arguments than torch does")
        : throw Damaged("its pickle calls something that is no function");

    private void Push(object? value, int cost = 32)
    {
        // Every object is paid for, so that a small pickle cannot become a large memory.
        if ((budget -= cost) < 0) throw Damaged("its pickle makes more objects than a state dictionary has");
        stack.Add(value);
    }

    private object? Pop() => stack.Count > 0 && stack[^1] != Mark ? PopMany(1)[0] : throw Damaged("its pickle takes something from an empty stack");

    private object?[] PopMany(int count)
    {
        if (stack.Count < count) throw Damaged("its pickle takes something from an empty stack");
        var first = stack.Count - count;
        object?[] values = [.. stack[first..]];
        if (values.Contains(Mark)) throw Damaged("its pickle takes a mark for a value");
        stack.RemoveRange(first, count);
        return values;
    }

    private object?[] PopToMark()
    {
        var mark = stack.LastIndexOf(Mark);
        if (mark < 0) throw Damaged("its pickle lacks a mark");
        var values = PopMany(stack.Count - mark - 1);
        stack.RemoveAt(mark);
        return values;
    }

    private void Tuple(object?[] values) => Push(values, 32 + 8 * values.Length);

    private void Append(object?[] values)
    {
        if (stack is not [.., List<object?> list]) throw Damaged("its pickle appends to something other than a list");
        list.AddRange(values);
    }

    private void Set(object?[] pairs)
    {
        if (stack is not [.., OrderedDictionary<object, object?> dictionary] || pairs.Length % 2 != 0)
            throw Damaged("its pickle sets items of something other than a dictionary");
        for (var i = 0; i < pairs.Length; i += 2)
        {
            if ((budget -= 64) < 0) throw Damaged("its pickle makes more objects than a state dictionary has");
            dictionary[pairs[i] as object ?? throw Damaged("its pickle has a dictionary with the key None")] = pairs[i + 1];
        }
    }

    private void Remember(long key)
    {
        if (stack.Count == 0 || stack[^1] == Mark) throw Damaged("its pickle remembers something that is not there");
        if ((budget -= 48) < 0) throw Damaged("its pickle makes more objects than a state dictionary has");
        memo[key] = stack[^1];
    }

    private void Recall(long key) => Push(memo.TryGetValue(key, out var value) ? value : throw Damaged("its pickle recalls something that was never there"));

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length < 0 || length > program.Length - place) throw Damaged($"its pickle ends after {program.Length} bytes in the middle of a value");
        place += length;
        return program.AsSpan(place - length, length);
    }

    private byte Byte() => Take(1)[0];

    private int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    /// <summary>A whole number of up to eight bytes, two's complement.</summary>
    private long Long(int length)
    {
        if (length > 8) throw Damaged($"its pickle has a whole number of {length} bytes");
        var bytes = Take(length);
        var value = length > 0 && bytes[^1] >= 0x80 ? -1L : 0;
        for (var i = length - 1; i >= 0; i--) value = value << 8 | bytes[i];
        return value;
    }

    private string Text(int length)
    {
        var bytes = Take(length);
        budget -= 2 * length;
        return Encoding.UTF8.GetString(bytes);
    }

    private string Line()
    {
        var length = program.AsSpan(place).IndexOf((byte)'\n');
        return length >= 0 ? Text(length + 1)[..^1] : throw Damaged("its pickle ends in the middle of a name");
    }

    private DataException Damaged(string what) => PyTorchFile.Damaged(path, what);
}
