# Every target only calls ./bitline or ./mvnw.
.PHONY: help test strict format bench golden clean

help:
	@echo 'make test     build and pass every test'
	@echo 'make strict   Error Prone, NullAway, comments and formatting, as CI checks them'
	@echo 'make format   google-java-format over all sources'
	@echo 'make bench    times of the interpreter against ONNX Runtime'
	@echo 'make golden   rewrite the golden files; read the diff before you commit it'
	@echo 'make clean    remove what was built'

test:
	./bitline test

strict:
	./bitline mvn -B -ntp -Pstrict -DskipTests clean test-compile javadoc:javadoc
	./bitline mvn -B -ntp -Pformat spotless:check

format:
	./bitline mvn -B -ntp -q -Pformat spotless:apply

bench:
	./bitline bench --interpreter

golden:
	./bitline mvn -B -ntp -q test -Dgolden.rewrite=true

clean:
	./mvnw -q clean
