/// A binary heap: the smallest element first, adding and taking in logarithmic time.
struct Heap<Element: Comparable> {
  private var elements: [Element] = []

  init() {}

  /// Builds a heap of many elements in linear time.
  init(_ elements: [Element]) {
    self.elements = elements
    for index in stride(from: elements.count / 2 - 1, through: 0, by: -1) { sink(index) }
  }

  var first: Element? { elements.first }
  var count: Int { elements.count }
  var isEmpty: Bool { elements.isEmpty }

  mutating func add(_ element: Element) {
    elements.append(element)
    rise(elements.count - 1)
  }

  mutating func takeFirst() -> Element? {
    guard let first = elements.first, let last = elements.popLast() else { return nil }
    if !elements.isEmpty {
      elements[0] = last
      sink(0)
    }
    return first
  }

  private mutating func rise(_ start: Int) {
    var index = start
    while index > 0, elements[index] < elements[(index - 1) / 2] {
      elements.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  private mutating func sink(_ start: Int) {
    var index = start
    while true {
      var smallest = index
      for child in [2 * index + 1, 2 * index + 2]
      where child < elements.count && elements[child] < elements[smallest] {
        smallest = child
      }
      if smallest == index { return }
      elements.swapAt(index, smallest)
      index = smallest
    }
  }
}
