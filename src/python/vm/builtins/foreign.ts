/**
 * Names that Python has and this subset has not. A program that uses one is told so: a NameError or an AttributeError would
 * not be what Python says.
 */
import { isModuleName, isTypeName } from './names.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Built-in functions, types and exceptions. */
const globals = words(
  'ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError ' +
    'BrokenPipeError BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ' +
    'ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning ' +
    'EnvironmentError Exception ExceptionGroup FileExistsError FileNotFoundError FloatingPointError ' +
    'FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError IndexError ' +
    'InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ' +
    'ModuleNotFoundError NameError NotADirectoryError NotImplemented NotImplementedError OSError ' +
    'OverflowError PendingDeprecationWarning PermissionError ProcessLookupError PythonFinalizationError ' +
    'RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration ' +
    'StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError TypeError ' +
    'UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError ' +
    'UnicodeWarning UserWarning ValueError Warning ZeroDivisionError abs aiter all anext any ascii bin ' +
    'breakpoint bytearray bytes chr classmethod compile complex copyright credits delattr dir divmod ' +
    'enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help hex id ' +
    'input issubclass iter license locals map max memoryview min next oct open ord pow print property ' +
    'quit reversed round setattr slice sorted staticmethod sum super vars zip',
);

/** Modules that programs of the game speak of, and helpers of levels that need more than this subset. */
const modules = words('collections functools fire malloc free incref decref NULL');

const members: Readonly<Record<string, ReadonlySet<string>>> = {
  list: words('sort'),
  dict: words('copy fromkeys'),
  set: words(
    'copy difference difference_update intersection intersection_update isdisjoint issubset ' +
      'issuperset symmetric_difference symmetric_difference_update union update',
  ),
  str: words(
    'capitalize casefold center count encode endswith expandtabs find format format_map index isalnum ' +
      'isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle ' +
      'isupper join ljust lower lstrip maketrans partition removeprefix removesuffix replace rfind ' +
      'rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title translate ' +
      'upper zfill',
  ),
  weakref: words(
    'CallableProxyType KeyedRef ProxyType ProxyTypes ReferenceType WeakKeyDictionary WeakMethod WeakSet ' +
      'WeakValueDictionary finalize getweakrefcount getweakrefs proxy',
  ),
  sys: words(
    '_getframe argv exc_info exit getrecursionlimit getsizeof intern modules path setrecursionlimit ' +
      'stderr stdin stdout version version_info',
  ),
};

/** Special attributes that can be read here. */
const special = words('__callback__ __class__ __name__ __self__ __func__ __defaults__ __init__ __del__');

export const isForeignGlobal = (name: string): boolean => globals.has(name) || modules.has(name);

/** Whether Python's `type.name` (or `module.name`) is missing here. */
export const isForeignMember = (owner: string, name: string): boolean =>
  (isModuleName(owner) || isTypeName(owner)) && members[owner]?.has(name) === true;

/** Whether an attribute is one of the interpreter's own that is not supported. Of the others only some can be read, none set. */
export const isForeignSpecial = (name: string, isRead: boolean): boolean =>
  /^__\w+__$/.test(name) && !(isRead && special.has(name));
